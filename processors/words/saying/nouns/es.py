"""Spanish nouns: LABEL: one of it / more than one."""

NOUNS = """
people: una persona / personas
pedestrian: un peatón / peatones
packages: un bulto / bultos
backpack: una mochila / mochilas
bag: una bolsa / bolsas
box: una caja / cajas
handbag: un bolso / bolsos
luggage: una pieza de equipaje / piezas de equipaje
package: un paquete / paquetes
parcel: un paquete postal / paquetes postales
suitcase: una maleta / maletas
vehicles: un vehículo / vehículos
bicycle: una bicicleta / bicicletas
boat: un barco / barcos
bus: un autobús / autobuses
car: un coche / coches
motorcycle: una motocicleta / motocicletas
train: un tren / trenes
truck: un camión / camiones
van: una furgoneta / furgonetas
pets: una mascota / mascotas
cat: un gato / gatos
dog: un perro / perros
object: un objeto / objetos
moving: un objeto en movimiento / objetos en movimiento
airplane: un avión / aviones
traffic light: un semáforo / semáforos
fire hydrant: una boca de incendios / bocas de incendios
stop sign: una señal de stop / señales de stop
parking meter: un parquímetro / parquímetros
bench: un banco / bancos
bird: un pájaro / pájaros
horse: un caballo / caballos
sheep: una oveja / ovejas
cow: una vaca / vacas
elephant: un elefante / elefantes
bear: un oso / osos
zebra: una cebra / cebras
giraffe: una jirafa / jirafas
umbrella: un paraguas / paraguas
tie: una corbata / corbatas
frisbee: un frisbi / frisbis
skis: un par de esquís / pares de esquís
snowboard: una tabla de snowboard / tablas de snowboard
sports ball: una pelota / pelotas
kite: una cometa / cometas
baseball bat: un bate de béisbol / bates de béisbol
baseball glove: un guante de béisbol / guantes de béisbol
skateboard: un monopatín / monopatines
surfboard: una tabla de surf / tablas de surf
tennis racket: una raqueta de tenis / raquetas de tenis
bottle: una botella / botellas
wine glass: una copa de vino / copas de vino
cup: una taza / tazas
fork: un tenedor / tenedores
knife: un cuchillo / cuchillos
spoon: una cuchara / cucharas
bowl: un cuenco / cuencos
banana: un plátano / plátanos
apple: una manzana / manzanas
sandwich: un sándwich / sándwiches
orange: una naranja / naranjas
broccoli: un brócoli / brócolis
carrot: una zanahoria / zanahorias
hot dog: un perrito caliente / perritos calientes
pizza: una pizza / pizzas
donut: un dónut / dónuts
cake: una tarta / tartas
chair: una silla / sillas
couch: un sofá / sofás
potted plant: una planta en maceta / plantas en maceta
bed: una cama / camas
dining table: una mesa de comedor / mesas de comedor
toilet: un inodoro / inodoros
tv: un televisor / televisores
laptop: un portátil / portátiles
mouse: un ratón de ordenador / ratones de ordenador
remote: un mando a distancia / mandos a distancia
keyboard: un teclado / teclados
cell phone: un teléfono móvil / teléfonos móviles
microwave: un microondas / microondas
oven: un horno / hornos
toaster: una tostadora / tostadoras
sink: un lavabo / lavabos
refrigerator: un frigorífico / frigoríficos
book: un libro / libros
clock: un reloj / relojes
vase: un jarrón / jarrones
scissors: unas tijeras / tijeras
teddy bear: un oso de peluche / osos de peluche
hair drier: un secador de pelo / secadores de pelo
toothbrush: un cepillo de dientes / cepillos de dientes
"""
