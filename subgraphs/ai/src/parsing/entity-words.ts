/** What a noun of a request means: names in both languages, and the fields that are assumed where none is given. */
export type EntityWord = {
  readonly es: string;
  readonly esPlural: string;
  readonly en: string;
  readonly enPlural: string;
  /** Field words, such as `nombre` or `descripcion?`; `!` is unique, `?` optional. */
  readonly fields: readonly string[];
};

const ROWS = `
producto|productos|product|products|nombre precio existencias descripcion?
artículo|artículos|article|articles|titulo contenido publicado
cliente|clientes|customer|customers|nombre correo! telefono? direccion?
proveedor|proveedores|supplier|suppliers|nombre correo! telefono?
factura|facturas|invoice|invoices|numero! fecha total pagado
pedido|pedidos|order|orders|numero! fecha total estado
orden de compra|órdenes de compra|purchase order|purchase orders|numero! fecha total estado
empleado|empleados|employee|employees|nombre apellido correo! puesto? fecha_de_ingreso
tarea|tareas|task|tasks|titulo descripcion? estado vencimiento?
proyecto|proyectos|project|projects|nombre descripcion? fecha_de_inicio fecha_de_fin?
cita|citas|appointment|appointments|titulo fecha_y_hora notas?
reserva|reservas|booking|bookings|nombre fecha_de_inicio fecha_de_fin personas
reservación|reservaciones|reservation|reservations|nombre fecha_y_hora personas
evento|eventos|event|events|titulo fecha_y_hora lugar? descripcion?
vehículo|vehículos|vehicle|vehicles|matricula! marca modelo anio
coche|coches|car|cars|matricula! marca modelo anio
libro|libros|book|books|titulo autor isbn! anio?
categoría|categorías|category|categories|nombre! descripcion?
curso|cursos|course|courses|titulo descripcion? precio fecha_de_inicio?
alumno|alumnos|student|students|nombre apellido correo!
estudiante|estudiantes|student|students|nombre apellido correo!
profesor|profesores|teacher|teachers|nombre apellido correo!
paciente|pacientes|patient|patients|nombre apellido fecha_de_nacimiento telefono?
médico|médicos|doctor|doctors|nombre especialidad correo!
mascota|mascotas|pet|pets|nombre especie fecha_de_nacimiento?
contacto|contactos|contact|contacts|nombre correo! telefono?
gasto|gastos|expense|expenses|concepto importe fecha
ingreso|ingresos|income|incomes|concepto importe fecha
pago|pagos|payment|payments|numero! importe fecha estado
venta|ventas|sale|sales|numero! fecha total
compra|compras|purchase|purchases|numero! fecha total
contrato|contratos|contract|contracts|numero! titulo fecha_de_inicio fecha_de_fin?
activo|activos|asset|assets|nombre numero_de_serie! valor
equipo|equipos|device|devices|nombre numero_de_serie! ubicacion?
almacén|almacenes|warehouse|warehouses|nombre! direccion?
tienda|tiendas|store|stores|nombre direccion telefono?
sucursal|sucursales|branch|branches|nombre! direccion
envío|envíos|shipment|shipments|numero! direccion estado fecha
incidencia|incidencias|incident|incidents|titulo descripcion? prioridad estado
ticket|tickets|ticket|tickets|titulo descripcion? prioridad estado
película|películas|movie|movies|titulo director? anio
canción|canciones|song|songs|titulo artista duracion
receta|recetas|recipe|recipes|titulo instrucciones minutos
ingrediente|ingredientes|ingredient|ingredients|nombre! unidad
servicio|servicios|service|services|nombre precio descripcion?
habitación|habitaciones|room|rooms|numero! capacidad precio
mesa|mesas|table|tables|numero! capacidad
oferta|ofertas|offer|offers|titulo precio fecha_de_fin?
cupón|cupones|coupon|coupons|codigo! descuento fecha_de_fin?
suscripción|suscripciones|subscription|subscriptions|plan precio fecha_de_inicio
miembro|miembros|member|members|nombre correo! fecha_de_ingreso
socio|socios|partner|partners|nombre correo! fecha_de_ingreso
departamento|departamentos|department|departments|nombre! descripcion?
candidato|candidatos|candidate|candidates|nombre correo! telefono? estado
encuesta|encuestas|survey|surveys|titulo descripcion? activo
pregunta|preguntas|question|questions|texto
documento|documentos|document|documents|titulo contenido? fecha
nota|notas|note|notes|titulo contenido
presupuesto|presupuestos|quote|quotes|numero! fecha total estado
usuario|usuarios|user|users|nombre correo!
rol|roles|role|roles|nombre!
publicación|publicaciones|post|posts|titulo contenido
comentario|comentarios|comment|comments|texto
notificación|notificaciones|notification|notifications|titulo texto
clase|clases|class|classes|titulo fecha_y_hora capacidad
partido|partidos|match|matches|local visitante fecha_y_hora
jugador|jugadores|player|players|nombre apellido numero
viaje|viajes|trip|trips|destino fecha_de_inicio fecha_de_fin
vuelo|vuelos|flight|flights|numero! origen destino fecha_y_hora
propiedad|propiedades|property|properties|titulo direccion precio
inmueble|inmuebles|property|properties|titulo direccion precio
planta|plantas|plant|plants|nombre especie?
herramienta|herramientas|tool|tools|nombre numero_de_serie! 
página|páginas|page|pages|titulo contenido
persona|personas|person|people|nombre apellido correo!
empresa|empresas|company|companies|nombre! direccion? telefono?
campaña|campañas|campaign|campaigns|nombre fecha_de_inicio fecha_de_fin? presupuesto
lote|lotes|batch|batches|codigo! cantidad fecha
elemento|elementos|item|items|nombre descripcion?
`;

/** Every noun known, one for each Spanish word. */
export const ENTITY_WORDS: readonly EntityWord[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [es = '', esPlural = '', en = '', enPlural = '', fields = ''] = row.split('|');
    return { es, esPlural, en, enPlural, fields: fields.trim().split(/\s+/) };
  });

/** What a place suggests, where a request names no thing to keep. */
export const PLACES: Readonly<Record<string, string>> = {
  tienda: 'producto',
  shop: 'producto',
  store: 'producto',
  negocio: 'producto',
  business: 'producto',
  clinica: 'cita',
  clinic: 'cita',
  consultorio: 'cita',
  gimnasio: 'miembro',
  gym: 'miembro',
  restaurante: 'reservación',
  restaurant: 'reservación',
  hotel: 'reserva',
  biblioteca: 'libro',
  library: 'libro',
  escuela: 'alumno',
  colegio: 'alumno',
  school: 'alumno',
  taller: 'vehículo',
  garage: 'vehículo',
  hospital: 'paciente',
  veterinaria: 'mascota',
  almacen: 'producto',
  inventario: 'producto',
  inventory: 'producto',
  oficina: 'tarea',
  office: 'tarea',
  equipo: 'tarea',
  team: 'tarea',
};
