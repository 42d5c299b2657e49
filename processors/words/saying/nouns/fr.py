"""French nouns: LABEL: one of it / more than one."""

NOUNS = """
people: une personne / personnes
pedestrian: un piéton / piétons
packages: un sac ou colis / sacs et colis
backpack: un sac à dos / sacs à dos
bag: un sac / sacs
box: un carton / cartons
handbag: un sac à main / sacs à main
luggage: un bagage / bagages
package: un paquet / paquets
parcel: un colis / colis
suitcase: une valise / valises
vehicles: un véhicule / véhicules
bicycle: un vélo / vélos
boat: un bateau / bateaux
bus: un bus / bus
car: une voiture / voitures
motorcycle: une moto / motos
train: un train / trains
truck: un camion / camions
van: une camionnette / camionnettes
pets: un animal de compagnie / animaux de compagnie
cat: un chat / chats
dog: un chien / chiens
object: un objet / objets
moving: un objet en mouvement / objets en mouvement
airplane: un avion / avions
traffic light: un feu de circulation / feux de circulation
fire hydrant: une bouche d'incendie / bouches d'incendie
stop sign: un panneau stop / panneaux stop
parking meter: un parcmètre / parcmètres
bench: un banc / bancs
bird: un oiseau / oiseaux
horse: un cheval / chevaux
sheep: un mouton / moutons
cow: une vache / vaches
elephant: un éléphant / éléphants
bear: un ours / ours
zebra: un zèbre / zèbres
giraffe: une girafe / girafes
umbrella: un parapluie / parapluies
tie: une cravate / cravates
frisbee: un frisbee / frisbees
skis: une paire de skis / paires de skis
snowboard: un snowboard / snowboards
sports ball: un ballon / ballons
kite: un cerf-volant / cerfs-volants
baseball bat: une batte de baseball / battes de baseball
baseball glove: un gant de baseball / gants de baseball
skateboard: un skateboard / skateboards
surfboard: une planche de surf / planches de surf
tennis racket: une raquette de tennis / raquettes de tennis
bottle: une bouteille / bouteilles
wine glass: un verre à vin / verres à vin
cup: une tasse / tasses
fork: une fourchette / fourchettes
knife: un couteau / couteaux
spoon: une cuillère / cuillères
bowl: un bol / bols
banana: une banane / bananes
apple: une pomme / pommes
sandwich: un sandwich / sandwichs
orange: une orange / oranges
broccoli: un brocoli / brocolis
carrot: une carotte / carottes
hot dog: un hot-dog / hot-dogs
pizza: une pizza / pizzas
donut: un beignet / beignets
cake: un gâteau / gâteaux
chair: une chaise / chaises
couch: un canapé / canapés
potted plant: une plante en pot / plantes en pot
bed: un lit / lits
dining table: une table à manger / tables à manger
toilet: une cuvette de toilettes / cuvettes de toilettes
tv: un téléviseur / téléviseurs
laptop: un ordinateur portable / ordinateurs portables
mouse: une souris d'ordinateur / souris d'ordinateur
remote: une télécommande / télécommandes
keyboard: un clavier / claviers
cell phone: un téléphone portable / téléphones portables
microwave: un micro-ondes / micro-ondes
oven: un four / fours
toaster: un grille-pain / grille-pain
sink: un lavabo / lavabos
refrigerator: un réfrigérateur / réfrigérateurs
book: un livre / livres
clock: une horloge / horloges
vase: un vase / vases
scissors: une paire de ciseaux / paires de ciseaux
teddy bear: un ours en peluche / ours en peluche
hair drier: un sèche-cheveux / sèche-cheveux
toothbrush: une brosse à dents / brosses à dents
"""
