"""Spanish. Letters are folded: `ñ` is `n`."""

PHRASES = {
    "o:people": (
        "persona/personas|gente|alguien|visitante/visitantes|visita/visitas|empleado/empleados|empleada/empleadas"
        "|trabajador/trabajadores|cliente/clientes|peaton/peatones|personal|cajero/cajeros|conductor/conductores"
        "|individuo/individuos|ser humano|seres humanos|mensajero|repartidor/repartidores|quien|quienes"
        "|humano/humanos|invitado/invitados|operario/operarios|compradores|comprador|intruso/intrusos|recepcionista"
        "|companero/companeros|transeunte/transeuntes|alguno|limpiador"
    ),
    "o:vehicles": "vehiculo/vehiculos",
    "o:car": "coche/coches|auto/autos|automovil/automoviles|carro/carros|taxi/taxis|turismo",
    "o:truck": "camion/camiones",
    "o:van": "furgoneta/furgonetas|furgon",
    "o:bus": "autobus/autobuses|autocar/autocares",
    "o:bicycle": "bicicleta/bicicletas|bici/bicis",
    "o:motorcycle": "moto/motos|motocicleta/motocicletas",
    "o:train": "tren/trenes",
    "o:boat": "barco/barcos",
    "o:bag": "bolsa/bolsas|equipaje|equipajes|bolso de viaje|bulto/bultos",
    "o:parcel": "paquete/paquetes|envio/envios|encomienda/encomiendas",
    "o:box": "caja de carton|cajas|caja carton|carton",
    "o:backpack": "mochila/mochilas",
    "o:suitcase": "maleta/maletas|valija/valijas",
    "o:handbag": "bolso/bolsos|cartera/carteras|bolso de mano",
    "o:object": (
        "objeto/objetos|algo|cosa/cosas|articulo/articulos|producto/productos|cualquier cosa|mercancia/mercancias"
        "|pertenencias"
    ),
    "o:pets": "mascota/mascotas|animal domestico|animales domesticos",
    "o:animals": "animal|animales",
    "o:cat": "gato/gatos|gata",
    "o:dog": "perro/perros",
    "o:bird": "pajaro/pajaros|ave/aves|paloma/palomas",
    "o:horse": "caballo/caballos",
    "o:laptop": "portatil/portatiles|laptop|ordenador portatil",
    "o:umbrella": "paraguas",
    "o:bottle": "botella/botellas",
    "o:cell phone": "movil|telefono|moviles|celular/celulares|telefono movil",
    "o:skateboard": "monopatin/monopatines",
    "o:chair": "silla/sillas",
    "o:knife": "cuchillo/cuchillos",
    "o:any": "movimiento/movimientos|actividad|algo que se mueve|se mueve algo|algo se mueve",
    "pl:lobby": "vestibulo|hall|lobby|camara del vestibulo",
    "pl:floor": "suelo del vestibulo|todo el vestibulo|suelo",
    "pl:front-door": "puerta principal|puerta delantera|puerta de entrada|puerta de la calle|puerta del frente",
    "pl:reception": "recepcion|mostrador de recepcion|mostrador|zona de recepcion|mesa de recepcion|area de recepcion",
    "pl:waiting-area": "sala de espera|zona de espera|area de espera|espera",
    "pl:entrance": "entrada|entrada principal|acceso|linea de entrada|linea de la entrada",
    "pl:parking": "aparcamiento|estacionamiento|parking|parqueadero|camara del aparcamiento|playa de estacionamiento",
    "pl:bays": (
        "plazas|plaza|plazas de aparcamiento|plazas de estacionamiento|plaza de aparcamiento|plaza de estacionamiento"
        "|plazas de parking"
    ),
    "pl:driveway": (
        "camino de entrada|camino de acceso|via de acceso|"
        "camino de acceso|via de acceso|acceso de vehiculos|entrada de vehiculos|rampa de acceso|entrada para coches"
        "|entrada de coches|calzada de acceso|carril de acceso|calzada|vial de acceso"
    ),
    "pl:disabled-bay": (
        "plaza de minusvalidos|plaza para minusvalidos|plaza de discapacitados|plaza para discapacitados"
        "|plaza para personas con discapacidad|plaza reservada para discapacitados|plazas para discapacitados"
        "|plaza para personas con movilidad reducida|plaza de movilidad reducida|plaza de personas con discapacidad"
        "|aparcamiento de minusvalidos|aparcamiento para discapacitados|estacionamiento para discapacitados"
        "|plazas de minusvalidos|plaza accesible|plaza de aparcamiento para discapacitados"
        "|plaza reservada a discapacitados|plaza de aparcamiento de discapacitados"
    ),
    "pl:gate": "porton|verja|barrera|cancela|puerta del aparcamiento|puerta del estacionamiento|puerta del parking",
    "pl:dock": (
        "muelle|muelle de carga|zona de carga|darsena|muelle de descarga|rampa de carga|zona del muelle|area de carga"
        "|andén de carga|anden de carga|rampa|zona de descarga"
    ),
    "pl:restricted": (
        "zona restringida|area restringida|zona prohibida|area prohibida|zona de acceso restringido|zona de seguridad"
        "|zona vedada|zona no autorizada|recinto restringido|sector restringido|zona limitada|restringida"
    ),
    "pl:conveyor": (
        "cinta|cinta transportadora|transportador|cinta de transporte|zona de la cinta|transportadora"
        "|banda transportadora"
    ),
    "pl:dock-door": (
        "puerta del muelle|puerta de carga|puerta del anden|puerta de la darsena|porton del muelle|puertas del muelle"
        "|puerta del muelle de carga"
    ),
    "pl:queue": "cola|fila|cola de la caja|fila de la caja|zona de la cola|cola en la caja|cola de caja|cola para pagar",
    "pl:till": (
        "caja|caja registradora|zona de caja|zona de cajas|mostrador de caja|caja de cobro|zona de la caja|area de caja"
    ),
    "pl:shelf": "estante|estantes|estanteria|balda|anaquel|repisa|estanterias",
    "pl:exit": "salida|puerta de salida|linea de salida|salida de la tienda",
    "pl:shop": "tienda|comercio|camara de la tienda|supermercado|local",
    "pl:hq": "sede|central|oficina central|sede central|oficinas centrales|oficina principal|cuartel general",
    "pl:plant": "planta|fabrica|nave|almacen|factoria",
    "pl:everywhere": (
        "cualquier sitio|cualquier lugar|todas las camaras|en todas partes|cualquier camara|en cualquier parte"
        "|todos los sitios|donde sea|en todos lados|cualquiera de las camaras"
    ),
    "m:cameras": "todas las camaras de/del/en|camaras de|todas las camaras",
    "v:enter": (
        "entra|entran|entre|entren|entrar|entrando|ingresa|ingresan|ingrese|ingresar|accede|acceden|acceda|acceder"
        "|penetra|penetre|se mete|se meta|meterse|pasa a|va a|vaya a|pone un pie|pisa|pise|invade|invada|irrumpe"
        "|irrumpa|llega|llegue|llegan|lleguen|se adentra|adentra|intrusion|entro|entrado|meta|mete|se acerca|acerque"
        "|sube a|ha entrado|suba a"
    ),
    "v:exit": (
        "sale|salen|salga|salgan|salir|saliendo|se va|se vaya|se marcha|se marche|se van|se vayan|ha salido|salio"
        "|va de|marche|alejarse|se aleja|se aleje"
    ),
    "v:leave": "abandona|abandone|abandonan|deja|dejan|deje|dejen|dejar|abandonar",
    "v:left": "dejado",
    "v:cross": (
        "cruza|cruzan|cruce|crucen|cruzar|cruzando|atraviesa|atraviesan|atraviese|atravesar|traspasa|traspase"
        "|pasa por|pasan por|pase por|pasar por|pasen por|cruzado|atraviesen|pasa|pase|pasan|pasen|franquea|franquee"
    ),
    "v:appear": (
        "aparece|aparecen|aparezca|aparezcan|aparecer|se ve|se ven|se vea|se vean|visto|vista|vistos|vistas|visible"
        "|detectado|detectada|detectan|detecta|detecte|en la imagen|muestra|muestrame|mostrar|ensename|surge|asoma"
        "|asome|ver|se detecta|se detecte|se detecten|a la vista|presencia de|en imagen|muestreme|haya visto|verse"
    ),
    "v:stay": (
        "permanece|permanecen|permanezca|permanezcan|se queda|se quedan|se quede|se queden|quedarse|merodea|merodean"
        "|merodee|merodeando|merodear|espera|esperan|espere|esperen|esperando|esta parado|este parado|esta parada"
        "|este parada|aparcado|aparcada|aparcados|estacionado|estacionada|estacionados|aparca|aparque|estaciona"
        "|estacione|ronda|rondando|ronde|deambula|deambule|deambulando|de pie|parado|parada|parados|detenido|detenida"
        "|sentado|sentada|lleva|llevan|lleve|lleven|pasa mas de|este mas de|esta mas de|pase mas de|esten mas de"
        "|estan mas de|vaga|vague|holgazanea|ocupa|ocupe|bloquea|bloquee|sigue|siga|queda|quede|quedan|entretiene"
        "|entretenga|demora|demore|se demora|se para|se detiene|se detenga|sin moverse|pare|dando vueltas|estacionan"
        "|aparcan"
    ),
    "v:alone": (
        "solo|sola|solos|solas|abandonado|abandonada|abandonados|abandonadas|desatendido|desatendida|desatendidos"
        "|desatendidas|olvidado|olvidada|olvidados|sin vigilancia|sin atender|sin nadie|nadie cerca|nadie al lado"
        "|dejado solo|dejada sola|sin supervision|sin custodia|sin nadie cerca|dejado|dejada|dejados|dejadas"
        "|sin que haya nadie cerca|sin nadie al lado|sin que nadie|sin compania|olvidadas|nadie la atiende"
        "|nadie lo atiende|sin nadie que"
    ),
    "v:owner": (
        "sin dueno|sin su dueno|sin propietario|sin su propietario|su dueno se va|su dueno se ha ido|dueno se aleja"
        "|propietario se aleja|el dueno se va|el dueno se ha ido|sin la persona que|propietario se va|dueno ausente"
        "|propietario ausente|sin su duena|propietario se ha ido|lejos de su dueno|dueno se haya ido"
        "|propietario se haya ido|dueno se vaya|propietario se vaya|separada de su dueno|separado de su dueno"
        "|dueno no esta|propietario no esta|dueno no este|quien la trajo|quien lo trajo|quien la dejo|quien lo dejo"
        "|dueno se marcha|propietario se marcha"
    ),
    "v:remove": (
        "se lleva|se llevan|se lleve|"
        "coge|cogen|coja|coger|toma|tome|tomar|retira|retiran|retire|retirar|quita|quitan|quite|quitar|se lleva"
        "|se lleve|se llevan|llevarse|desaparece|desaparecen|desaparezca|desaparecer|falta|falte|saca|saque|sacan"
        "|recoge|recoja|cogido|retirado|retirada|retirados|desaparecido|agarra|agarre|sustrae|se lleven|desaparezcan"
    ),
    "v:deliver": (
        "dejan|dejan un|deja|han dejado|dejado|"
        "entrega|entregan|entregue|entregar|trae|traen|traiga|traer|deposita|deposite|depositar|coloca|coloque|pone"
        "|ponga|entregado|entregada|deposito|entreguen|reparto|depositado|depositada|colocado|colocada|traido"
        "|deja un paquete|dejan un paquete|dejen un paquete|deje un paquete|ha dejado un paquete"
    ),
    "v:absent": (
        "vacio|vacia|vacios|vacias|desierto|desierta|desocupado|desocupada|sin personal|sin gente|sin nadie en"
        "|no hay nadie|no haya nadie|nadie en|nadie atiende|sin atencion|no hay personal|sin personas|no hay gente"
        "|no haya gente|no haya personal|no hay ninguna persona|no haya ninguna persona|desatendido el|desatendida la"
        "|queda vacia|quede vacia|no esta nadie|nadie esta|ni un alma|sin empleados|sin cajero|sin cajera"
        "|sin recepcionista|no hay ningun empleado|nadie detras|no hay cajero|no hay recepcionista|despoblado"
        "|nadie este|nadie en el puesto|sin ocupar|no hay empleados|libre de personas"
    ),
    "m:nobody": "nadie|ninguno|ninguna persona",
    "v:speed": (
        "exceso de velocidad|demasiado rapido|velocidad|supera los|superan los|supere los|rapido|a mas de|excede"
        "|exceda|va muy rapido|limite de velocidad|circula a|superar|supera|supere|mas rapido|muy rapido"
        "|corre demasiado|rapidamente|acelera|excedan"
    ),
    "v:run": "corre|corren|corra|corran|corriendo|correr|trota|trotando|carrera",
    "v:wrong": (
        "sentido contrario|direccion contraria|direccion equivocada|sentido equivocado|contramano|contradireccion"
        "|al reves|sentido prohibido|direccion prohibida|a contracorriente|en contra del sentido|sentido unico"
        "|sentido incorrecto|direccion incorrecta|sentido inverso|direccion inversa|direccion opuesta|sentido opuesto"
        "|contra direccion|contra el sentido|un solo sentido"
    ),
    "v:tailgate": (
        "pegado a|pegada a|detras de otro|detras de otra|justo detras|inmediatamente despues|seguido de|uno tras otro"
        "|una tras otra|a rebufo|se cuela|se cuele|colarse|se cuelan|pegado|tailgating|justo despues|seguidos"
        "|seguidas|seguido|uno detras de otro|una detras de otra|muy juntos|muy seguidos|inmediatamente detras"
        "|sigue a otra|sigue a otro|pisando los talones|consecutivamente|cuelan|cuele|cuela|se colan|cuelen"
    ),
    "v:crowd": (
        "multitud|aglomeracion/aglomeraciones|demasiada/demasiadas|demasiado/demasiados|abarrotado|abarrotada|lleno"
        "|llena|mucha gente|muchas|muchos|varias personas|varios|varias|saturado|saturada|grupo/grupos|atestado"
        "|atestada|gentio|tumulto|masificacion"
    ),
    "cm:over": (
        "mas|"
        "pasa de|pasan de|pase de|pasen de|sobrepasa|sobrepasan|"
        "mas de|superior a|por encima de|mayor que|mas que|supera|superan|supere|mayor de|a mas de|mas rapido que"
        "|mas grande que|superen|mayor a|excede de"
    ),
    "cm:least": (
        "al menos|por lo menos|como minimo|o mas|minimo|minimo de|desde|no menos de|un minimo de|mas en adelante"
    ),
    "cm:under": "menos de|inferior a|por debajo de|menor que|menos|menos que|mas pequeno que|menor de|ni siquiera",
    "cm:most": "como maximo|a lo sumo|o menos|no mas de|maximo|maximo de|un maximo de|hasta|como mucho",
    "cm:allowed": (
        "permitido|permitidas|permitidos|se permiten|se permite|aforo|limite|admitidas|capacidad|se admiten|permite"
        "|permiten"
    ),
    "cm:must": (
        "debe haber|deben estar|tiene que haber|debe|deben|debe de haber|hacen falta|se requieren|se necesitan"
        "|tiene que|tienen que|debe estar|debera haber|ha de haber"
    ),
    "cm:exact": "exactamente|justo|precisamente",
    "u:1": "segundo/segundos|seg|s|segs",
    "u:60": "minuto/minutos|min|m|mins",
    "u:3600": "hora/horas|h|hrs",
    "u:86400": "dia/dias",
    "u:604800": "semana/semanas",
    "dur:1800": "media hora|una media hora",
    "dur:30": "medio minuto",
    "dur:900": "un cuarto de hora|cuarto de hora",
    "dur:2700": "tres cuartos de hora",
    "dur:5400": "hora y media|una hora y media",
    "dur:90": "minuto y medio|un minuto y medio",
    "dur:vague": (
        "un rato|demasiado tiempo|mucho tiempo|un tiempo|algun tiempo|unos minutos|varios minutos|unos segundos"
        "|largo tiempo|mucho rato|largo rato|un buen rato|cierto tiempo|bastante tiempo|algunos minutos"
        "|un par de minutos|un momento|tanto tiempo|mas tiempo del normal|brevemente|varias horas|mas de la cuenta"
        "|unas horas|mas de lo normal|tiempo prolongado|prolongadamente|demasiado rato|largamente"
        "|mas tiempo de lo normal|mas tiempo del necesario"
    ),
    "m:instant": (
        "en cuanto|inmediatamente|de inmediato|tan pronto como|al instante|enseguida|en el momento en que|apenas"
        "|tan pronto|en seguida|en el acto|nada mas"
    ),
    "m:half": "y media|y medio",
    "d:mon": "lunes|lun",
    "d:tue": "martes",
    "d:wed": "miercoles|mie",
    "d:thu": "jueves|jue",
    "d:fri": "viernes|vie",
    "d:sat": "sabado/sabados|sab",
    "d:sun": "domingo/domingos|dom",
    "d:mon,tue,wed,thu,fri": (
        "dias laborables|dia laborable|entre semana|laborables|dias habiles|dias de semana|dias de trabajo"
        "|dias de diario"
    ),
    "d:sat,sun": "fin de semana|fines de semana|finde|los fines de semana",
    "d:mon,tue,wed,thu,fri,sat,sun": (
        "todos los dias|cada dia|diariamente|siempre|a todas horas|las 24 horas|24 7|en todo momento|a cualquier hora"
        "|dia y noche|diario|a diario|todo el dia"
    ),
    "h:night": (
        "noche/noches|de noche|por la noche|por las noches|durante la noche|nocturno|nocturna|horario nocturno"
        "|todas las noches|cada noche|en la noche"
    ),
    "h:office": (
        "horario de oficina|horas de oficina|horario laboral|horario comercial|horas de trabajo|horario de trabajo"
        "|horario de apertura|horas laborales|horario de atencion|jornada laboral|horas de apertura"
        "|horario de la oficina"
    ),
    "h:closed": (
        "fuera del horario de oficina|fuera del horario laboral|fuera del horario comercial|fuera de horario"
        "|fuera del horario de trabajo|fuera de las horas de oficina|despues del cierre|fuera del horario de apertura"
        "|excepto en horario de oficina|excepto en horario laboral|salvo en horario de oficina"
        "|excepto durante el horario de oficina|salvo en horario laboral|excepto horario de oficina"
        "|cuando esta cerrado|cuando este cerrado|fuera de horas de oficina|fuera del horario"
        "|fuera de las horas de trabajo|salvo horario de oficina|menos en horario de oficina|tras el cierre"
        "|fuera de horario de oficina|fuera de horario laboral|excepto el horario de oficina"
        "|fuera de horario comercial"
    ),
    "h:vague": (
        "manana/mananas|por la manana|tarde/tardes|por la tarde|mediodia|a mediodia|durante el dia|de dia|turno"
        "|turno de noche|turno de manana|turno de tarde|hora punta|horas punta|pausa|descanso|al anochecer"
        "|al amanecer|a la hora de comer|hora de comer|hora del almuerzo|almuerzo|madrugada|de madrugada"
        "|por las mananas|por las tardes|al mediodia"
    ),
    "h:holiday": (
        "vacaciones escolares|"
        "festivo/festivos|dia festivo|dias festivos|feriado/feriados|navidad|semana santa|vacaciones|ano nuevo"
        "|nochevieja|dias de fiesta|fiestas"
    ),
    "t:720": "las doce del mediodia|mediodia",
    "t:1440": "medianoche|la medianoche",
    "ap:am": "de la manana|am|a m|de la madrugada",
    "ap:pm": "de la tarde|pm|p m|de la noche",
    "m:oclock": "horas|h|hs|hrs",
    "m:hourword": "las|la",
    "mo:1": "enero",
    "mo:2": "febrero",
    "mo:3": "marzo",
    "mo:4": "abril",
    "mo:5": "mayo",
    "mo:6": "junio",
    "mo:7": "julio",
    "mo:8": "agosto",
    "mo:9": "septiembre|setiembre",
    "mo:10": "octubre",
    "mo:11": "noviembre",
    "mo:12": "diciembre",
    "us:km/h": "km/h|kmh|kilometro/kilometros por hora|km por hora|kilometros hora|km h",
    "us:m/s": "m/s|metro/metros por segundo",
    "us:mph": "mph|millas por hora",
    "us:heights": "alturas por segundo|alturas de cuerpo por segundo|alturas corporales por segundo|cuerpos por segundo",
    "ul:m": "metro/metros|m",
    "ul:h": (
        "altura/alturas|alturas de cuerpo|altura corporal|alturas corporales|cuerpos|alturas de persona|veces su altura"
    ),
    "ul:cm": "centimetro/centimetros|cm",
    "fr:picture": "de la imagen|del cuadro|imagen|de la pantalla|del encuadre",
    "m:percent": "por ciento|%",
    "m:score": "confianza|certeza|probabilidad|seguridad|fiabilidad",
    "m:size": "mayor|tamano|grande|pequeno|ocupa|ocupe|ocupan|ocupen|menor",
    "fx:0.5": "mitad|la mitad|medio",
    "fx:0.3333": "un tercio|tercio|tercera parte",
    "fx:0.25": "un cuarto|cuarta parte|cuarto",
    "fx:0.2": "un quinto|quinta parte|quinto",
    "fx:0.1": "un decimo|decima parte|decimo",
    "m:except": (
        "excepto|salvo|menos los|menos las|menos el|menos la|menos en|a excepcion de|pero no|exceptuando|quitando"
        "|con excepcion de|fuera de|sin contar|excluyendo|que no sean|que no sea|excepto en|no los|no las"
    ),
    "m:and": "y|e|ademas|asi como|tambien",
    "m:or": "o|u|o bien",
    "m:from": "de|desde|a partir de",
    "m:to": "a|hasta",
    "m:between": "entre",
    "m:after": "despues de|a partir de|desde|tras|pasadas|mas tarde de|despues",
    "m:before": "antes de|hasta",
    "m:on": "los|el",
    "m:corr": (
        "mejor dicho|quiero decir|perdon|digo|no mejor|corrijo|o mejor|mas bien|espera|perdona|rectifico|disculpa"
        "|me equivoque|no perdon|mejor|queria decir|no espera"
    ),
    "m:trigger": (
        "dimelo|digame|diganme|avisamelo|avisadme|"
        "avisa|avisame|avisar|avisenos|avisen|avise|aviseme|avisanos|alerta|alertame|alertar|alerta a|alarma|notifica"
        "|notificame|notificar|dime|informa|informame|quiero saber|aviso|hazme saber|quiero que me avisen"
        "|quiero que me avises|quiero una alerta|notifique|alerte|alertas|manda|mandame|envia|enviame|vigila|vigilar"
        "|detecta|detectar|comunica|comunicame|registra|registrar|genera|generar|pita|haz sonar|necesito saber"
        "|necesito una alerta|dinos|guardia|regla|reconoce|reconocer|encuentra|busca|informad|avisad|informe|lanzar"
        "|lanza|quiero un aviso|notifiquen|quiero que se avise|salte|salta|dispara|monitoriza|controla|da la alarma"
        "|dar la alarma|da un aviso|notificad"
    ),
    "m:if": "si|cuando|cada vez que|siempre que|en caso de que|en cuanto|que|cuando quiera que|en caso de",
    "m:me": "me|nos|mi|todos",
    "m:while": "mientras|al mismo tiempo|a la vez|simultaneamente|mientras que|al tiempo que|a la misma vez",
    "m:cooldown": (
        "como maximo una vez cada|no mas de una vez cada|como mucho una vez cada|a lo sumo una vez cada"
        "|no mas de una vez por|como maximo una vez por|una vez cada|como maximo cada|maximo una vez cada"
        "|no mas de una alerta cada|no mas de una alerta por|no mas de un aviso cada|no mas de un aviso por"
        "|una sola vez cada|como mucho una vez por|maximo una vez por|no mas a menudo que cada|maximo una alerta cada"
        "|maximo un aviso cada|como maximo un aviso cada|como maximo una alerta cada|a lo sumo una vez por"
        "|una vez por|como mucho cada|como mucho un aviso cada|no mas de una vez en|no avisar mas de una vez cada"
        "|solo una vez cada|sin repetir en|sin repetir durante|no repetir en|no repetir durante|con una pausa de"
    ),
    "m:escalate": (
        "sube|subir|eleva|elevar|escala|escalar|pasa a|pasar a|hazlo|conviertelo|que sea|aumenta|suba|subelo|luego"
        "|despues|ponlo|sea"
    ),
    "m:another": "otros|otras|mas tarde|mas|adicionales|despues|mas despues|otro|otra",
    "m:within": (
        "en menos de|dentro de|en|con menos de|separados por menos de|de diferencia|a menos de|de distancia"
        "|en un plazo de|con una diferencia de|en el plazo de|antes de"
    ),
    "m:near": "a menos de|en un radio de|radio de|radio|dentro de|cerca",
    "dir:in": (
        "hacia dentro|hacia el interior|hacia adentro|al interior|desde fuera|desde afuera|adentro|para dentro"
        "|en direccion entrada|de entrada|sentido entrada"
    ),
    "dir:out": (
        "hacia fuera|hacia el exterior|hacia afuera|al exterior|desde dentro|desde adentro|afuera|para fuera"
        "|hacia la calle|de salida|a la calle|sentido salida"
    ),
    "dir:any": (
        "en ambas direcciones|en cualquier direccion|en ambos sentidos|en cualquier sentido|ambos sentidos"
        "|ambas direcciones|sea cual sea la direccion|en los dos sentidos|en las dos direcciones"
        "|da igual la direccion"
    ),
    "sev:low": (
        "solo registrar|solo registralo|solo regístralo|solo para registro|baja|bajo|poca importancia|solo registro"
        "|solo anotar|para el registro|no urgente|solo apuntalo|prioridad baja|sin importancia|solo para el registro"
        "|solo anotalo|nada urgente|no es urgente|poco importante|simplemente registralo|solo dejar constancia"
        "|solo guardar"
    ),
    "sev:medium": "normal|media",
    "sev:high": "urgente|importante|alta|alto|grave|prioridad alta|muy importante|es urgente|con urgencia|serio",
    "sev:critical": (
        "critico|critica|emergencia|maxima prioridad|prioridad maxima|maxima urgencia|maxima gravedad|criticos"
        "|prioridad critica|de vida o muerte"
    ),
    "m:not": "no|sin|nunca|ni|ningun|ninguna|ninguno",
    "m:no": "ningun|ninguna|no hay|no haya|sin",
    "m:may": "puede|pueden|debe|deberia|permitido|deben|permite|pueda",
    "m:denied": (
        "prohibido|no puede|no pueden|no debe|no deben|nadie puede|nadie debe|no esta permitido|no se permite"
        "|no se permiten|no permitido|prohibida|nadie deberia|no deberia|no deberian|prohibidos|prohibidas"
        "|no se puede|esta prohibido|no tiene permitido|no estan permitidos|no estan permitidas"
    ),
    "m:only": "solo|solamente|unicamente",
    "m:zone": "zona|area|camara|linea",
    "m:notify": (
        "avisa a|avisar a|avise a|notifica a|notificar a|informa a|informar a|alerta a|alertar a|dile a|comunica a"
        "|manda a|envia a|notifique a|informe a|avisad a|avisen a|aviso a|avisa al|avisar al|notifica al|informa al"
        "|alerta al|envia un aviso a|notificar al|avisando a|notificando a|manda un mensaje a|llama a|llama al"
        "|envialo a|enviar a|mandalo a|avise al|dile al|notifique al|comunicalo a|pasalo a|alertando a"
    ),
    "m:det": (
        "a la|de la|a traves de|a traves del|el|la|los|las|un|una|en|al|del|a|de|por|hacia|desde|nuestra|nuestro|este"
        "|esta|junto|toda|todo|cerca|dentro|delante|detras|ante|tras|sobre|cada|cualquier|hasta|frente|con|su"
    ),
    "m:prep": (
        "en|al|a|por|hacia|junto a|junto al|cerca de|cerca del|dentro de|dentro del|delante de|delante del|frente a"
        "|frente al|detras de|detras del|sobre|desde|ante|bajo|alrededor de|fuera de"
    ),
    "m:article": "el|la|los|las|un|una|nuestro|nuestra|este|esta|su|del|de",
    "m:camera": "camara|camaras",
    "m:notplace": "espera|cola|entrada|salida|caja|acceso|central|planta|carton|fila|local|sede|plaza",
    "m:anaphora": "lo|ella|ellos|alli|ahi|luego|despues|sigue|todavia",
    "m:about": "de|sobre|por|con|que",
    "m:also": "tambien|solo|inmediatamente|y|por favor",
    "r:identity": (
        "rostro/rostros|cara/caras|facial|identifica|identificar|identidad|quien es|reconocer a|reconocimiento|senor"
        "|senora|sr|sra|don|dona|llamado|llamada|nombre|ex empleado|exempleado|antiguo empleado|persona conocida"
        "|desconocido/desconocidos|desconocida|no autorizado|no autorizada|no autorizados|autorizadas|lista negra"
        "|mi jefe|el jefe|jefe|vecino|vecina|famoso|cliente habitual|extrano/extranos|buscado|exnovio|mi marido"
        "|mi mujer|mi esposa|despedido|biometria|biometrico|reconoce la cara|conocido|conocidos|sospechoso conocido"
    ),
    "r:protected": (
        "hombre/hombres|mujer/mujeres|nino/ninos|nina/ninas|chico/chicos|chica/chicas|judio/judios|judia"
        "|musulman/musulmanes|musulmana|cristiano/cristianos|gitano/gitanos|persona negra|personas negras"
        "|hombre negro|inmigrante/inmigrantes|extranjero/extranjeros|arabe/arabes|moro/moros|asiatico/asiaticos"
        "|africano/africanos|chino/chinos|religion|religioso|raza|color de piel|piel|etnia|etnico|anciano/ancianos"
        "|anciana|viejo/viejos|joven/jovenes|adolescente/adolescentes|menor de edad|menores|menores de edad"
        "|jubilado/jubilados|embarazada/embarazadas|velo|hiyab|sexo|genero|gay|homosexual|edad|anos"
        "|vagabundo/vagabundos|mendigo/mendigos|sin techo|latino/latinos|rumano/rumanos|marroqui/marroquies"
        "|nacionalidad|origen|bebe/bebes|adulto/adultos|tercera edad|personas mayores|persona mayor|gordo|gorda|guapa"
        "|guapo|pobre|rico|senorita|varon/varones|persona de color|ruso/rusos"
    ),
    "r:feeling": (
        "enfadado|enfadada|enfadados|enojado|enojada|triste|tristes|feliz|felices|nervioso|nerviosa|nerviosos"
        "|asustado|asustada|miedo|contento|contenta|emocion/emociones|sentimiento/sentimientos|estado de animo|humor"
        "|sonrie|sonrien|llora|lloran|llore|llorando|aburrido|aburrida|frustrado|frustrada|agresivo|agresiva"
        "|agresivos|molesto|molesta|insatisfecho|satisfecho|ansioso|ansiosa|panico|estresado|estresada|furioso"
        "|furiosa|preocupado|siente|rie|riendo|irritado|alterado|alterada|amable|impaciente"
    ),
    "r:intent": (
        "ladron/ladrones|ladrona|roba|roban|robar|robe|robando|robado|robo/robos|hurto/hurtos|atracador/atracadores"
        "|sospechoso/sospechosos|sospechosa|intencion/intenciones|planea|pretende|criminal/criminales"
        "|delincuente/delincuentes|terrorista/terroristas|vandalo/vandalos|vandalismo|peligroso|peligrosa|amenaza"
        "|amenazas|amenaza con|pelea|peleas|pelean|peleando|ataque|ataca|violencia|violento|violentos|droga/drogas"
        "|extrana|raro|rara|inusual|carterista/carteristas|ratero|espia|mala intencion|actitud sospechosa"
        "|comportamiento|acosa|acoso|agresion|asalto|vago|trama|sabotaje|quiere robar|quiera robar|va a robar"
    ),
    "r:state": (
        "borracho|borracha|borrachos|enfermo|enferma|cansado|cansada|dormido|dormida|duerme|duermen|durmiendo"
        "|inconsciente|herido|herida|desmaya|desmayo|desmayado|muerto|ebrio|drogado|fiebre|infarto|necesita ayuda"
        "|emergencia medica|agotado|mareado|se encuentra mal|se desmaya|en apuros|apuros"
    ),
    "r:sound": (
        "sonido/sonidos|ruido/ruidos|grita|gritan|grite|griten|grito/gritos|gritar|gritando|voz|voces|alto y|fuerte"
        "|musica|ladra|ladrido/ladridos|disparo/disparos|cristal roto|cristales rotos|rotura de cristales|habla"
        "|hablan|hable|hablando|hablar|conversacion|oye|oiga|oir|escucha|escuche|escuchar|audio|microfono|pide ayuda"
        "|pida ayuda|pide auxilio|auxilio|sirena|bocina|claxon|discute|discuten|discusion|susurra|canta|explosion"
        "|tose|pidiendo ayuda|llanto"
    ),
    "r:text": (
        "matricula/matriculas|placa/placas|texto|letrero|lee|leer|logotipo|marca|codigo qr|codigo de barras"
        "|tarjeta de identificacion|inscripcion|numero de placa|rotulo|etiqueta"
    ),
    "r:again": (
        "misma persona|mismas personas|mismo coche|mismo vehiculo|el mismo|la misma|los mismos|otra vez|de nuevo"
        "|vuelve|vuelva|vuelven|regresa|regrese|regresan|segunda vez|dos veces|repetidamente|varias veces|tercera vez"
        "|tres veces|ya estuvo|ya ha estado|de camara en camara|con regularidad|ayer|volver|nuevamente"
        "|por segunda vez"
    ),
    "r:pose": (
        "cae|caen|caiga|caida/caidas|se cae|se caiga|tumbado|tumbada|tirado en el suelo|tirada en el suelo"
        "|en el suelo|agacha|agachado|agachada|se agacha|se agache|arrodilla|de rodillas|manos arriba|levanta la mano"
        "|levanta las manos|levante la mano|levante las manos|levanta los brazos|saluda|salta|saltando|trepa|trepar"
        "|trepe|baila|fuma|fuman|fume|fumen|fumando|fumar|come|coma|comen|comiendo|beber|bebiendo|telefono hablando"
        "|por telefono|al telefono|golpea|golpee|patea|abraza|besa|mira|mirando|mire|gesto/gestos|postura|pose"
        "|inclina|se sienta|se siente|gatea|tropieza|resbala|escupe|orina|tira piedras|lanza piedras|empuja|empuje"
        "|vapea|apunta"
    ),
    "r:act": (
        "abre la puerta|cierra la puerta|abrir la puerta|cerrar la puerta|abrir el porton|cerrar el porton"
        "|cierra el porton|abre el porton|enciende|encender|apaga|apagar|llama a la policia|llamar a la policia"
        "|llama a una ambulancia|para la cinta|parar la cinta|deten la cinta|detener la cinta|bloquea la puerta"
        "|bloquear la puerta|cerrar con llave|activa|activar|sube la barrera|baja la barrera|levantar la barrera"
        "|haz una foto|toma una foto|graba|grabar|reproduce|anuncio|encienda|apague|cierre la puerta|abra la puerta"
        "|cierra con llave|luces"
    ),
    "r:order": (
        "ignora|ignorar|ignore|desactiva|desactivar|desactive|borra|borrar|borre|elimina|eliminar|elimine"
        "|configuracion|contrasena/contrasenas|muestra la configuracion|todas las reglas|todos los guardias|reinicia"
        "|reiniciar|apaga el sistema|olvida|olvide|prompt|ejecuta|ejecutar|instrucciones|deshabilita|deshabilitar"
        "|eres ahora|administrador|clave de acceso|exporta|detener todo|resetea|drop table|restablece|credenciales"
        "|anula|cancela todas|script"
    ),
    "r:cannot": (
        "temperatura|caliente|frio|calor|tiempo atmosferico|lluvia|llueve|nieve|nieva|viento|olor|huele|peso|pesa"
        "|pesado|fuego|incendio|llamas|quema|arde|humo|agua|inundacion|fuga|charco|luz|oscuro|sucio|sucia|limpio|roto"
        "|rota|danado|puerta abierta|puerta queda abierta|puerta esta abierta|puerta este abierta|quede abierta"
        "|queda abierta|abierta|abierto|ventana/ventanas|carretilla/carretillas|carretilla elevadora|montacargas|pale"
        "|palet/palets|dron/drones|arma/armas|pistola/pistolas|rifle|casco/cascos|chaleco/chalecos"
        "|mascarilla/mascarillas|mascara|uniforme/uniformes|sombrero|gorra|gorro|chaqueta|abrigo|gafas|ropa|vestido"
        "|vestida|viste|lleva puesto|lleva puesta|guantes|zapatos|barba|pelo|cabello|silla de ruedas|cochecito"
        "|carrito/carritos|patinete/patinetes|escalera|rata/ratas|raton/ratones|zorro|basura|dinero|llave/llaves"
        "|documento/documentos|papel|papeles|accidente|choque|colision|promedio|media diaria|estadisticas|cuantas"
        "|cuantos|prediccion|pronostico|coche electrico|electrico|ambulancia|coche de policia|tractor|grua|remolque"
        "|lento|despacio|lentamente|bomba|explosivo/explosivos|estante vacio|estanteria vacia|averiada|averiado|gas"
        "|aceite|distancia entre|nuevo|lujo|caro|capucha|encapuchado"
    ),
    "r:colour": (
        "rojo|roja|rojos|rojas|azul|azules|verde|verdes|amarillo|amarilla|negro|negra|negros|negras|blanco|blanca"
        "|blancos|blancas|gris|grises|plateado|plateada|naranja|marron|morado|rosa|color|colores|dorado"
    ),
    "f:": (
        "el|la|los|las|un|una|unos|unas|lo|y|e|o|u|pero|mas|menos|muy|tan|tambien|solo|ya|aun|todavia|si|no|que|cual"
        "|cuando|donde|como|quien|porque|pues|a|al|de|del|en|con|sin|por|para|desde|hasta|entre|sobre|tras|ante|bajo"
        "|contra|hacia|segun|durante|mediante|yo|tu|usted|nosotros|ustedes|me|te|se|nos|le|les|mi|mis|tus|su|sus"
        "|nuestro|nuestra|nuestros|nuestras|este|esta|esto|estos|estas|ese|esa|eso|esos|esas|aquel|aquella|aquello|es"
        "|son|era|fue|sea|sean|ser|estan|esten|estar|estaba|estado|hay|haya|hayan|ha|han|haber|he|hemos|tiene|tienen"
        "|tenga|tener|tengo|hace|hacer|haz|haga|quiero|queremos|necesito|necesitamos|quisiera|gustaria|puede|pueden"
        "|podria|podrian|pueda|debe|debemos|va|van|vaya|ir|favor|gracias|hola|buenos|buenas|dias|tardes|estimado"
        "|estimada|saludos|alli|ahi|aqui|aca|alla|dentro|fuera|cerca|lejos|junto|lado|delante|detras|encima|debajo"
        "|alrededor|antes|despues|luego|entonces|ahora|hoy|siempre|nunca|jamas|vez|veces|algun|alguna|algunos|algunas"
        "|ningun|ninguna|cualquier|cualquiera|todo|toda|todos|todas|cada|otro|otra|otros|otras|mismo|mismos|misma|tal"
        "|tanto|poco|mucho|bastante|casi|aproximadamente|seguidos|seguido|continuo|continuos|ininterrumpidos|tiempo"
        "|periodo|total|duracion|zona|area|camara|linea|lugar|sitio|parte|punto|caso|nivel|prioridad|severidad"
        "|gravedad|tipo|alerta|alarma|aviso|notificacion|mensaje|evento|guardia|regla|sistema|seguridad|equipo"
        "|encargado|responsable|vigilante|asi|bien|mal|pasar|pasa|ocurre|ocurra|sucede|suceda|encuentra|encuentre"
        "|encuentran|recibe|recibir|deseo|desea|desearia|hora|horas|local|berlin|madrid|alguien|quede|algo|ello|dos"
        "|quiza|quizas|incluso|sino|aunque|mientras|ademas|hecho|numero|cantidad|a la|cosa|circula|circulan|circule"
        "|circulando|conduce|haciendo|anda|andando|ande|caminando|camina|camine|caminan|va andando|puesto|meter"
        "|adelante|nada|sin embargo|detectar|ver|vea|veo|salvo|simplemente|por favor|actualmente|normalmente|cuidado"
        "|dia|d|personas|continuacion|inclusive|vigilar|estimados|partir|manera|modo|forma|dejar|avisar"
    ),
    "v:move": "camina|camine|caminan|anda|ande|circula|circulan|circule|conduce|va|vaya|van",
    "m:through": "por|a traves de|a traves del",
    "m:into": "a la|al|hacia|en",
    "m:outof": "del|de la",
    "v:staffed": "atendido|atendida|ocupado|ocupada|cubierto|haber alguien",
    "m:otherwise": "si no|de lo contrario|si se supera|en caso contrario",
    "pl:elsewhere": (
        "cocina|comedor|cafeteria|jardin|pasillo/pasillos|escalera/escaleras|ascensor|tejado|azotea|sotano|garaje"
        "|patio|bano/banos|aseo/aseos|sala de servidores|sala de reuniones|terraza|balcon|trastero|parque infantil"
        "|parada de autobus|calle|acera|segundo piso|primer piso|tercer piso|segunda planta|primera planta|probador"
        "|vestuario/vestuarios|laboratorio|taller|salida de emergencia|puerta trasera|puerta lateral|entrada trasera"
        "|valla|archivo|caja fuerte|oficina|gimnasio"
    ),
    "m:outside": "fuera de|fuera del",
    "m:attribute": "con|sin",
    "m:still": ("sigue ahi|sigue alli|sigue|siguen ahi"),
}
