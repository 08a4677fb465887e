import { describe, expect, it } from '@jest/globals';
import { scaffoldPlugin } from './scaffold-plugin.ts';

const scaffold = (name: string, fields?: string, entity?: string) =>
  scaffoldPlugin({ name, fields, entity, knownTypes: ['User'] });
const shortOf = (name: string, fields?: string) =>
  scaffold(name, fields).spec.fields.map(
    ({ name: field, type, required, unique }) =>
      `${field} ${type}${required ? '' : '?'}${unique ? '!' : ''}`,
  );

describe('names', () => {
  it.each([
    ['productos', 'Producto', 'productos', 'product'],
    ['products', 'Product', 'products', 'product'],
    ['purchase-orders', 'PurchaseOrder', 'purchaseOrders', 'purchase order'],
    ['hojas-de-ruta', 'HojaDeRuta', 'hojasDeRuta', 'hoja de ruta'],
    ['almacenes', 'Almacen', 'almacenes', 'warehouse'],
    ['widgets', 'Widget', 'widgets', 'widget'],
    ['stock', 'Stock', 'stockes', 'stock'],
  ])('%s keeps %s', (folder, entity, plural, english) => {
    const { spec } = scaffold(folder);
    expect(spec).toMatchObject({ folder, entity, plural, label: { en: english } });
  });

  it('are told where the folder does not tell them', () => {
    expect(scaffold('houses', 'street', 'House').spec).toMatchObject({ entity: 'House' });
  });

  it.each([
    ['Mis Productos', /lower-case words a to z joined by hyphens, .* such as mis-productos/],
    ['plugin-productos', /such as productos/],
    ['../etc', /such as etc/],
    ['', /can't be a plugin's name/],
    ['order', /is a word of SQL: call it otherwise, such as orders/],
    ['queries', /The type Query is the platform's .* --entity/],
  ])('%p is refused', (name, message) => {
    expect(() => scaffold(name)).toThrow(message);
  });
});

describe('fields', () => {
  it('are read as they are written', () => {
    expect(
      shortOf(
        'productos',
        'nombre:String, precio:Money!, stock:Int, peso:Float?, sku:String unique, alta:DateTime, estado:BORRADOR|EN_VENTA, autor:User, activo:booleano',
      ),
    ).toEqual([
      'nombre TEXT',
      'precio MONEY',
      'stock INTEGER',
      'peso DECIMAL?',
      'sku TEXT!',
      'alta DATETIME',
      'estado ENUM',
      'autor RELATION',
      'activo BOOLEAN',
    ]);
  });

  it('are assumed in the language of the name', () => {
    expect(shortOf('productos')).toEqual([
      'nombre TEXT',
      'precio MONEY',
      'existencias INTEGER',
      'descripcion TEXT?',
    ]);
    expect(shortOf('products')).toEqual([
      'name TEXT',
      'price MONEY',
      'stock INTEGER',
      'description TEXT?',
    ]);
    expect(shortOf('trastos')).toEqual(['nombre TEXT', 'descripcion TEXT?']);
  });

  it.each([
    ['precio:Dinerillo', /"precio: Dinerillo": there is no such type; there are String, .*User/],
    ['Precio Total:Money', /"Precio Total": .* write precioTotal/],
    ['descripción:String', /write descripcion/],
    ['id:Int', /the platform keeps it itself/],
    ['a:Int, a:String', /two fields have one name/],
    [' , ', /names none/],
  ])('%p is refused', (fields, message) => {
    expect(() => scaffold('productos', fields)).toThrow(message);
  });

  it('tells every fault at once', () => {
    expect(() => scaffold('productos', 'id:Int, x:Nothing')).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(/id.*\n.*x/),
      }),
    );
  });
});
