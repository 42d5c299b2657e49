"""Words that join, limit, deny, except and correct."""

PHRASES = {
    "m:except": (
        "that isnt a/an|that is not a/an|which isnt a/an|which is not a/an|thats not a/an|that arent|"
        "which arent|if its not a/an|"
        "bar|barring|with exception of|excluded|are excluded|is excluded|excluding on|exempt|leave aside|"
        "not counting|save|just not|only not|apart|except during|except when|except if|except on|"
        "except at|except in|minus|"
        "but nothing|nothing on|nothing at|"
        "ignore|skip|except|except for|apart from|other than|but not|excluding|save for|unless on|"
        "with the exception of"
        "|aside from|exclude|leaving out|leave out|ignoring|disregard|disregarding|not counting|without counting"
        "|besides|not including|excepting|exception|not on|not at|not in|but no|but"
    ),
    "m:and": "and|as well as|plus|also|along with",
    "m:or": "or|either|and or",
    "m:corr": (
        "i mean|i meant|no wait|wait no|sorry i mean|sorry|correction|make that|make it|or rather|scratch that"
        "|actually|rather|no make that|no sorry|better|on second thought|let us say|lets say|i mean to say|oops"
        "|strike that|hang on|no no"
    ),
    "m:while": (
        "while|at the same time|simultaneously|at the same time as|and meanwhile|meanwhile|and at the same moment"
        "|concurrently|whilst"
    ),
    "m:another": "another|more|further|additional|later|extra|other|longer still|after that|afterwards",
    "m:det": (
        "teh|"
        "out of|away from|up to|the|a|an|this|that|our|my|your|at|in|on|of|to|into|near|by|through|from|via|"
        "past|onto"
        "|off|each|every|any|its|around|inside|behind|within|using|whole|entire|over|across"
    ),
    "m:prep": (
        "along|alongside|down|up|round|amid|beyond|"
        "at|in|on|near|by|into|through|inside|onto|behind|around|under|outside|beside|next to|in front of|"
        "close to"
        "|across from|opposite|toward/towards|over|from|via"
    ),
    "m:article": ("teh|the|a|an|our|my|your|this|that|its"),
    "m:weak": "but|not",
    "m:denied": (
        "nobody/noone is to|no one/noone is to|nobody ever has|no one ever has|nobody's to|no one's to|"
        "off limits for|off limits to|no business in|have no business in|has no business in|"
        "has no business being|keep out|keep out of|"
        "keep everybody/everyone/people/persons/visitors/customers/staff/anybody/anyone out|out of bounds|"
        "no trespassing|no stopping|no waiting|no standing|no one is meant to|"
        "nobody is meant to|nobody's meant to|nobody's supposed to|no one's supposed to|nobody's allowed|"
        "no one's allowed|not meant to|arent meant to|isnt meant to|arent supposed to|isnt supposed to|"
        "nobody has anything to do|no one has anything to do|never allowed|must never|should never|"
        "may never|must not be|should not be|must stay out|have to stay out|has to stay out|stay out of|"
        "stays out of|we dont allow|we do not allow|has nothing to do|"
        "have nothing to do|nobody ought to|no one ought to|"
        "dont want|do not want|we dont want|i dont want|we do not want|no parking|no loitering|no access to?|"
        "not allowed|forbidden|prohibited|banned|not permitted|off limits|no entry to/into?|must not|mustnt|"
        "may not"
        "|not supposed to|is not allowed|are not allowed|is forbidden|are forbidden|has no business|"
        "have no business"
        "|not welcome|should not|shouldnt|is not permitted|are not permitted|isnt allowed|arent allowed"
        "|nobody is allowed|no one is allowed|nobody may|no one may|nobody should|no one should|nobody must"
        "|no one must|nobody is supposed to|no one is supposed to|nobody can|no one can|nobody has any business"
        "|no one has any business"
    ),
    "m:no": "no|not",
    "m:not": (
        "not|no|never|dont|do not|does not|doesnt|isnt|arent|without|wont|cannot|cant|nor|didnt|hasnt|havent|wasnt|aint"
    ),
    "m:may": (
        "meant to|is meant to|are meant to|is supposed to|are supposed to|ought to|permitted|"
        "is permitted to|are permitted to|is allowed to|are allowed to|"
        "may|allowed to|permitted to|supposed to|should|must|is allowed|are allowed|can|must not|should not|"
        "may not"
        "|shall|shouldnt|mustnt|not allowed|not permitted|forbidden|prohibited|is forbidden|banned|off limits"
        "|has no business|have no business|is not welcome|are not welcome|not welcome|not supposed to"
    ),
    "m:only": "only|exclusively",
    "m:otherwise": (
        "anything longer|anyone longer|anybody longer|if longer|if it is longer|if its longer|"
        "longer than that|any longer than that|longer stays|if they stay longer|if it stays longer|"
        "if somebody stays longer|if not|if thats not met|if this is not met|whenever it is more|"
        "whenever its more|as soon as it is more|as soon as its more|once its more|once it is more|"
        "if there are more than that|if there is more|when exceeded|whenever its exceeded|"
        "if that number is exceeded|if the limit is exceeded|when the limit is exceeded|"
        "if this limit is exceeded|if this is exceeded|should it be more|should there be more|"
        "above that number|any above that|"
        "if that's/thats not so|if that's/thats not the case|if that is not so|if that is not the case|"
        "if that isnt so|if that isnt the case|if they're/theyre not|if there aren't/arent that many|"
        "if it isnt so|if this is not so|if this isnt so|"
        "if it more|if its more|if it is more|"
        "any more|anything more|anything beyond|when it is more|"
        "if that is exceeded|if it goes over|if they exceed|if we exceed|"
        "more than that|beyond that|above this|if that's exceeded|if thats exceeded|"
        "else|"
        "otherwise|or else|if exceeded|exceeded|is exceeded|above that|more than that|beyond that|over that"
        "|anything above|if it gets more|if it's more|any more than that"
    ),
    "m:outside": "outside|outside of",
    "m:excluded": (
        "excluded|are excluded|is excluded|excepted|are excepted|is excepted|not included|are not included|is not included|do not count|dont count|does not count|doesnt count|exempt|are exempt|is exempt|"
    ),
}
