"""German nouns: LABEL: one of it, in the nominative / more than one, in the nominative and accusative."""

NOUNS = """
people: eine Person / Personen
pedestrian: ein Fußgänger / Fußgänger
packages: ein Gepäckstück oder Paket / Gepäckstücke und Pakete
backpack: ein Rucksack / Rucksäcke
bag: eine Tasche / Taschen
box: ein Karton / Kartons
handbag: eine Handtasche / Handtaschen
luggage: ein Gepäckstück / Gepäckstücke
package: ein Paket / Pakete
parcel: ein Päckchen / Päckchen
suitcase: ein Koffer / Koffer
vehicles: ein Fahrzeug / Fahrzeuge
bicycle: ein Fahrrad / Fahrräder
boat: ein Boot / Boote
bus: ein Bus / Busse
car: ein Auto / Autos
motorcycle: ein Motorrad / Motorräder
train: ein Zug / Züge
truck: ein Lkw / Lkw
van: ein Lieferwagen / Lieferwagen
pets: ein Haustier / Haustiere
cat: eine Katze / Katzen
dog: ein Hund / Hunde
object: ein Gegenstand / Gegenstände
moving: ein bewegtes Objekt / bewegte Objekte
airplane: ein Flugzeug / Flugzeuge
traffic light: eine Ampel / Ampeln
fire hydrant: ein Hydrant / Hydranten
stop sign: ein Stoppschild / Stoppschilder
parking meter: eine Parkuhr / Parkuhren
bench: eine Bank / Bänke
bird: ein Vogel / Vögel
horse: ein Pferd / Pferde
sheep: ein Schaf / Schafe
cow: eine Kuh / Kühe
elephant: ein Elefant / Elefanten
bear: ein Bär / Bären
zebra: ein Zebra / Zebras
giraffe: eine Giraffe / Giraffen
umbrella: ein Regenschirm / Regenschirme
tie: eine Krawatte / Krawatten
frisbee: eine Frisbeescheibe / Frisbeescheiben
skis: ein Paar Ski / Paar Ski
snowboard: ein Snowboard / Snowboards
sports ball: ein Ball / Bälle
kite: ein Drachen / Drachen
baseball bat: ein Baseballschläger / Baseballschläger
baseball glove: ein Baseballhandschuh / Baseballhandschuhe
skateboard: ein Skateboard / Skateboards
surfboard: ein Surfbrett / Surfbretter
tennis racket: ein Tennisschläger / Tennisschläger
bottle: eine Flasche / Flaschen
wine glass: ein Weinglas / Weingläser
cup: eine Tasse / Tassen
fork: eine Gabel / Gabeln
knife: ein Messer / Messer
spoon: ein Löffel / Löffel
bowl: eine Schüssel / Schüsseln
banana: eine Banane / Bananen
apple: ein Apfel / Äpfel
sandwich: ein Sandwich / Sandwiches
orange: eine Orange / Orangen
broccoli: ein Brokkoli / Brokkoli
carrot: eine Karotte / Karotten
hot dog: ein Hotdog / Hotdogs
pizza: eine Pizza / Pizzen
donut: ein Donut / Donuts
cake: ein Kuchen / Kuchen
chair: ein Stuhl / Stühle
couch: ein Sofa / Sofas
potted plant: eine Topfpflanze / Topfpflanzen
bed: ein Bett / Betten
dining table: ein Esstisch / Esstische
toilet: eine Toilette / Toiletten
tv: ein Fernseher / Fernseher
laptop: ein Laptop / Laptops
mouse: eine Computermaus / Computermäuse
remote: eine Fernbedienung / Fernbedienungen
keyboard: eine Tastatur / Tastaturen
cell phone: ein Handy / Handys
microwave: eine Mikrowelle / Mikrowellen
oven: ein Backofen / Backöfen
toaster: ein Toaster / Toaster
sink: ein Waschbecken / Waschbecken
refrigerator: ein Kühlschrank / Kühlschränke
book: ein Buch / Bücher
clock: eine Uhr / Uhren
vase: eine Vase / Vasen
scissors: eine Schere / Scheren
teddy bear: ein Teddybär / Teddybären
hair drier: ein Haartrockner / Haartrockner
toothbrush: eine Zahnbürste / Zahnbürsten
"""
