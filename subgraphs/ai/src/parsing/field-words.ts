import type { FieldSpec } from '../models/plugin-spec.ts';

/** What a field's words mean. */
export type FieldWord = {
  readonly name: string;
  readonly type: FieldSpec['type'];
  readonly es: string;
  readonly en: string;
  readonly values: readonly string[];
  readonly min: number | null;
  readonly format: FieldSpec['format'];
};

/** Spanish, English, name, type; a type may say a format, a least value or an enum's values. */
const ROWS = `
nombre|name|name|TEXT
apellido|last name|lastName|TEXT
apellidos|last name|lastName|TEXT
nombre completo|full name|fullName|TEXT
título|title|title|TEXT
descripción|description|description|TEXT
contenido|content|content|TEXT
texto|text|text|TEXT
instrucciones|instructions|instructions|TEXT
notas|notes|notes|TEXT
comentarios|comments|comments|TEXT
observaciones|remarks|remarks|TEXT
concepto|concept|concept|TEXT
motivo|reason|reason|TEXT
asunto|subject|subject|TEXT
correo|email|email|TEXT EMAIL
correo electrónico|e-mail|email|TEXT EMAIL
email|email address|email|TEXT EMAIL
teléfono|phone|phone|TEXT
móvil|mobile|mobile|TEXT
dirección|address|address|TEXT
ciudad|city|city|TEXT
país|country|country|TEXT
código postal|postal code|postalCode|TEXT
sitio web|website|website|TEXT URL
página web|web page|website|TEXT URL
enlace|link|link|TEXT URL
url|url|url|TEXT URL
imagen|image|imageUrl|TEXT URL
foto|photo|photoUrl|TEXT URL
código|code|code|TEXT
sku|sku|sku|TEXT
isbn|isbn|isbn|TEXT
matrícula|license plate|plate|TEXT
placa|plate|plate|TEXT
marca|brand|brand|TEXT
marca|make|make|TEXT
modelo|model|model|TEXT
color|color|color|TEXT
talla|size|size|TEXT
tamaño|size|size|TEXT
unidad|unit|unit|TEXT
número|number|number|TEXT
número de serie|serial number|serialNumber|TEXT
referencia|reference|reference|TEXT
autor|author|author|TEXT
director|director|director|TEXT
artista|artist|artist|TEXT
editorial|publisher|publisher|TEXT
género|genre|genre|TEXT
especie|species|species|TEXT
raza|breed|breed|TEXT
especialidad|specialty|specialty|TEXT
puesto|position|position|TEXT
cargo|job title|jobTitle|TEXT
departamento|department|department|TEXT
lugar|place|place|TEXT
ubicación|location|location|TEXT
origen|origin|origin|TEXT
destino|destination|destination|TEXT
local|home team|homeTeam|TEXT
visitante|visiting team|visitingTeam|TEXT
plan|plan|plan|TEXT
categoría|category|category|TEXT
dni|national id|nationalId|TEXT
nif|tax id|taxId|TEXT
rfc|tax id|taxId|TEXT
estado|status|status|ENUM ACTIVE,INACTIVE
estatus|state|status|ENUM ACTIVE,INACTIVE
prioridad|priority|priority|ENUM LOW,MEDIUM,HIGH
tipo|type|type|TEXT
precio|price|price|MONEY 0
precio unitario|unit price|unitPrice|MONEY 0
precio de venta|sale price|salePrice|MONEY 0
precio de compra|purchase price|purchasePrice|MONEY 0
coste|cost|cost|MONEY 0
costo|cost|cost|MONEY 0
importe|amount|amount|MONEY
monto|amount|amount|MONEY
total|total|total|MONEY
subtotal|subtotal|subtotal|MONEY
salario|salary|salary|MONEY 0
sueldo|wage|wage|MONEY 0
saldo|balance|balance|MONEY
presupuesto|budget|budget|MONEY 0
tarifa|rate|rate|MONEY 0
cuota|fee|fee|MONEY 0
valor|value|value|MONEY
depósito|deposit|deposit|MONEY 0
stock|stock|stock|INTEGER 0
existencias|stock|stock|INTEGER 0
cantidad|quantity|quantity|INTEGER 0
unidades|units|units|INTEGER 0
edad|age|age|INTEGER 0
año|year|year|INTEGER
anio|year|year|INTEGER
capacidad|capacity|capacity|INTEGER 0
personas|guests|guests|INTEGER 1
plazas|seats|seats|INTEGER 0
páginas|pages|pages|INTEGER 0
duración|duration|duration|INTEGER 0
minutos|minutes|minutes|INTEGER 0
horas|hours|hours|DECIMAL 0
puntos|points|points|INTEGER
nivel|level|level|INTEGER
orden|position|position|INTEGER
kilometraje|mileage|mileage|INTEGER 0
piso|floor|floor|INTEGER
peso|weight|weight|DECIMAL 0
altura|height|height|DECIMAL 0
anchura|width|width|DECIMAL 0
ancho|width|width|DECIMAL 0
longitud|length|length|DECIMAL 0
temperatura|temperature|temperature|DECIMAL
porcentaje|percentage|percentage|DECIMAL 0
descuento|discount|discount|DECIMAL 0
impuesto|tax|tax|DECIMAL 0
puntuación|rating|rating|DECIMAL 0
calificación|score|score|DECIMAL 0
superficie|area|area|DECIMAL 0
activo|active|active|BOOLEAN
activa|enabled|active|BOOLEAN
publicado|published|published|BOOLEAN
pagado|paid|paid|BOOLEAN
pagada|paid|paid|BOOLEAN
disponible|available|available|BOOLEAN
completado|completed|completed|BOOLEAN
completada|done|completed|BOOLEAN
terminado|finished|finished|BOOLEAN
visible|visible|visible|BOOLEAN
confirmado|confirmed|confirmed|BOOLEAN
confirmada|confirmed|confirmed|BOOLEAN
urgente|urgent|urgent|BOOLEAN
vacunado|vaccinated|vaccinated|BOOLEAN
fecha|date|date|DATE
fecha de inicio|start date|startDate|DATE
fecha de fin|end date|endDate|DATE
fecha de entrega|delivery date|deliveryDate|DATE
fecha de vencimiento|due date|dueDate|DATE
fecha de nacimiento|birth date|birthDate|DATE
fecha de ingreso|hire date|hireDate|DATE
fecha de contratación|hiring date|hireDate|DATE
fecha de compra|purchase date|purchaseDate|DATE
fecha de caducidad|expiry date|expiryDate|DATE
vencimiento|due|dueDate|DATE
nacimiento|birthday|birthDate|DATE
caducidad|expiry|expiryDate|DATE
fecha y hora|date and time|startsAt|DATETIME
hora|time|time|TEXT
inicio|start|startsAt|DATETIME
fin|end|endsAt|DATETIME
cliente|customer|customer|TEXT
proveedor|supplier|supplier|TEXT
responsable|owner|owner|TEXT
dueño|owner|owner|TEXT
propietario|proprietor|owner|TEXT
`;

/** Every field word, in the order of the table. */
export const FIELD_WORDS: readonly FieldWord[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [es = '', en = '', name = '', type = ''] = row.split('|');
    const [kind = 'TEXT', detail = ''] = type.split(' ');
    const isNumber = /^\d+$/.test(detail);
    return {
      name,
      type: kind as FieldSpec['type'],
      es,
      en,
      values: kind === 'ENUM' ? detail.split(',') : [],
      min: isNumber ? Number(detail) : null,
      format: detail === 'EMAIL' || detail === 'URL' ? detail : null,
    };
  });
