"""First names that are common where the five languages are spoken, folded: they name a person."""

FIRST_NAMES = frozenset(
    """
    peter paul john james michael robert david richard thomas charles christopher daniel matthew anthony mark donald
    steven andrew joshua kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
    stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler
    aaron jose adam nathan henry douglas zachary kyle noah ethan jeremy walter christian keith roger terry sean gerald
    harry carl dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah
    wayne randy vincent mason roy ralph bobby russell bradley philip eugene oliver simon martin tom tim ben sam dave
    mike bob jim steve chris nick tony alex max leo luke oscar theo ian neil colin graham nigel trevor barry stuart
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen
    amy angela shirley anna brenda pamela emma nicole samantha katherine christine debra rachel carolyn janet maria
    olivia heather catherine diane julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea
    hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean
    alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany kate
    lucy jane claire fiona anne eve chloe zoe sophie
    hans klaus juergen jurgen wolfgang dieter guenter gunter horst uwe manfred helmut gerhard stefan andreas matthias
    joerg jorg lars sven jan lukas felix jonas finn fritz heinz karl kurt otto rolf bernd ralf dirk olaf torsten
    thorsten markus tobias florian sebastian moritz niklas ursula renate monika helga sabine petra birgit gisela
    ingrid brigitte claudia susanne heike anja katrin katja silke ute angelika lena lea mia johanna franziska
    greta frieda heidi schneider mueller muller schmidt meier meyer fischer weber wagner becker hoffmann schulz
    ivan sergei sergey aleksandr dmitri dmitry andrei alexei vladimir mikhail nikolai pavel igor oleg boris yuri
    иван сергей александр дмитрий андрей алексей владимир михаил николай павел игорь олег борис юрий петр максим
    антон артем виктор константин роман кирилл егор илья никита денис евгений василий григорий анна мария елена ольга
    наталья ирина татьяна светлана екатерина юлия марина людмила галина надежда вера любовь нина анастасия дарья
    иванов петров сидоров иванова петрова сидорова ивана петра сергея анну ольгу марию
    juan jose antonio francisco javier carlos jesus alejandro miguel rafael pedro angel pablo fernando luis sergio
    jorge alberto alvaro diego adrian raul enrique ramon vicente carmen ana isabel pilar dolores cristina marta lucia
    mercedes rosa elena raquel beatriz rocio garcia lopez martinez sanchez perez gonzalez fernandez rodriguez gomez
    jean pierre michel andre philippe alain jacques bernard marcel daniel francois guillaume nicolas olivier laurent
    christophe frederic julien mathieu antoine luc louis hugo marie nathalie isabelle sylvie catherine francoise
    monique jacqueline valerie sandrine camille manon elodie aurelie dupont durand martin bernard lefebvre moreau
    smith jones williams brown johnson miller davis wilson taylor ahmed mohammed mohamed ali fatima hassan omar
    """.split()  # noqa: SIM905  a list of names is read by people
)

LOGS = frozenset(
    {
        "log",
        "logs",
        "logbook",
        "logfile",
        "record",
        "records",
        "loggen",
        "protokoll",
        "лог",
        "журнал",
        "registro",
        "journal",
    }
)
"""Where an alert is only written to, after an arrow."""
