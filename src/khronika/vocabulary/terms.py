"""The closed vocabularies of a statement, as types.

What each term means, with its source, stands in ``terms.toml`` beside this file.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a statement speaks of."""

    PROFILE = "profile"
    PROCEEDING = "proceeding"
    RESTRICTION = "restriction"
    ACT = "act"
    TOLL = "toll"
    ASSESSMENT = "assessment"
    RECOMMENDATION = "recommendation"


class Modality(StrEnum):
    """How the text holds the statement."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    PLANNED = "planned"


class Bound(StrEnum):
    """How a number limits the true one."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"


class Step(StrEnum):
    """A step of a legal process."""

    INVESTIGATION = "investigation"
    SEARCH = "search"
    SUMMONS = "summons"
    ARREST = "arrest"
    DETENTION = "detention"
    HOUSE_ARREST = "house_arrest"
    CHARGE = "charge"
    TRIAL = "trial"
    HEARING = "hearing"
    VERDICT = "verdict"
    APPEAL = "appeal"
    APPEAL_DECISION = "appeal_decision"
    RELEASE = "release"
    AMNESTY = "amnesty"
    EXTRADITION = "extradition"
    OTHER = "other"


class Outcome(StrEnum):
    """What a step ended in."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISMISSED = "dismissed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    REDUCED = "reduced"
    INCREASED = "increased"
    POSTPONED = "postponed"
    GRANTED = "granted"
    REFUSED = "refused"
    OTHER = "other"


class PenaltyType(StrEnum):
    """A component of a sentence."""

    IMPRISONMENT = "imprisonment"
    RESTRICTION_OF_LIBERTY = "restriction_of_liberty"
    PROBATION = "probation"
    HOUSE_ARREST = "house_arrest"
    ADMINISTRATIVE_DETENTION = "administrative_detention"
    FINE = "fine"
    DAMAGES = "damages"
    COMMUNITY_SERVICE = "community_service"
    DEPORTATION = "deportation"
    CORPORAL = "corporal"
    DEATH = "death"
    OTHER = "other"


class ActType(StrEnum):
    """What was done to somebody."""

    KILLING = "killing"
    TORTURE = "torture"
    ILL_TREATMENT = "ill_treatment"
    ARBITRARY_DETENTION = "arbitrary_detention"
    ENFORCED_DISAPPEARANCE = "enforced_disappearance"
    KIDNAPPING = "kidnapping"
    SEXUAL_VIOLENCE = "sexual_violence"
    PHYSICAL_ATTACK = "physical_attack"
    THREAT = "threat"
    HARASSMENT = "harassment"
    SURVEILLANCE = "surveillance"
    JUDICIAL_HARASSMENT = "judicial_harassment"
    CENSORSHIP = "censorship"
    INTERNET_SHUTDOWN = "internet_shutdown"
    DENIAL_OF_REGISTRATION = "denial_of_registration"
    DENIAL_OF_ASSEMBLY = "denial_of_assembly"
    TRAVEL_BAN = "travel_ban"
    PROPERTY_DAMAGE = "property_damage"
    EXCESSIVE_FORCE = "excessive_force"
    DENIAL_OF_MEDICAL_CARE = "denial_of_medical_care"
    FORCED_DISPLACEMENT = "forced_displacement"
    DEPORTATION = "deportation"
    DISMISSAL = "dismissal"
    DISCRIMINATION = "discrimination"
    UNFAIR_TRIAL = "unfair_trial"
    OTHER = "other"


class Measure(StrEnum):
    """What a toll counts people by."""

    KILLED = "killed"
    DIED_IN_CUSTODY = "died_in_custody"
    INJURED = "injured"
    DETAINED = "detained"
    CHARGED = "charged"
    TRIED = "tried"
    CONVICTED = "convicted"
    TORTURED = "tortured"
    DISAPPEARED = "disappeared"
    DISPLACED = "displaced"
    RELEASED = "released"
    OTHER = "other"
