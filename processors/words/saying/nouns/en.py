"""English nouns: LABEL: one of it / more than one."""

NOUNS = """
people: a person / people
pedestrian: a pedestrian / pedestrians
packages: a bag or parcel / bags and parcels
backpack: a backpack / backpacks
bag: a bag / bags
box: a box / boxes
handbag: a handbag / handbags
luggage: a piece of luggage / pieces of luggage
package: a package / packages
parcel: a parcel / parcels
suitcase: a suitcase / suitcases
vehicles: a vehicle / vehicles
bicycle: a bicycle / bicycles
boat: a boat / boats
bus: a bus / buses
car: a car / cars
motorcycle: a motorcycle / motorcycles
train: a train / trains
truck: a truck / trucks
van: a van / vans
pets: a pet / pets
cat: a cat / cats
dog: a dog / dogs
object: an object / objects
moving: a moving object / moving objects
airplane: an airplane / airplanes
traffic light: a traffic light / traffic lights
fire hydrant: a fire hydrant / fire hydrants
stop sign: a stop sign / stop signs
parking meter: a parking meter / parking meters
bench: a bench / benches
bird: a bird / birds
horse: a horse / horses
sheep: a sheep / sheep
cow: a cow / cows
elephant: an elephant / elephants
bear: a bear / bears
zebra: a zebra / zebras
giraffe: a giraffe / giraffes
umbrella: an umbrella / umbrellas
tie: a tie / ties
frisbee: a frisbee / frisbees
skis: a pair of skis / pairs of skis
snowboard: a snowboard / snowboards
sports ball: a ball / balls
kite: a kite / kites
baseball bat: a baseball bat / baseball bats
baseball glove: a baseball glove / baseball gloves
skateboard: a skateboard / skateboards
surfboard: a surfboard / surfboards
tennis racket: a tennis racket / tennis rackets
bottle: a bottle / bottles
wine glass: a wine glass / wine glasses
cup: a cup / cups
fork: a fork / forks
knife: a knife / knives
spoon: a spoon / spoons
bowl: a bowl / bowls
banana: a banana / bananas
apple: an apple / apples
sandwich: a sandwich / sandwiches
orange: an orange / oranges
broccoli: a head of broccoli / heads of broccoli
carrot: a carrot / carrots
hot dog: a hot dog / hot dogs
pizza: a pizza / pizzas
donut: a donut / donuts
cake: a cake / cakes
chair: a chair / chairs
couch: a couch / couches
potted plant: a potted plant / potted plants
bed: a bed / beds
dining table: a dining table / dining tables
toilet: a toilet / toilets
tv: a television / televisions
laptop: a laptop / laptops
mouse: a computer mouse / computer mice
remote: a remote control / remote controls
keyboard: a keyboard / keyboards
cell phone: a mobile phone / mobile phones
microwave: a microwave / microwaves
oven: an oven / ovens
toaster: a toaster / toasters
sink: a sink / sinks
refrigerator: a refrigerator / refrigerators
book: a book / books
clock: a clock / clocks
vase: a vase / vases
scissors: a pair of scissors / pairs of scissors
teddy bear: a teddy bear / teddy bears
hair drier: a hair dryer / hair dryers
toothbrush: a toothbrush / toothbrushes
"""
