"""What each word that is chosen among others means (Swedish), which editors show beside it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from naravard_docs.meeting.agenda_item import AgendaItem, Disposal, FollowUpForm, ItemType, Shows
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.contacts import RecipientKind
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.meeting.meeting import Status
from naravard_docs.meeting.motion import ProposalOutcome
from naravard_docs.meeting.organisation import ArchiveFormat
from naravard_docs.meeting.people import Standing, TakesPart
from naravard_docs.meeting.response import DecidingBody, Outcome
from naravard_docs.meeting.statement import StatementKind
from naravard_docs.meeting.vote import DecidedBy
from naravard_docs.meeting.wording import (
    AttendanceForm,
    DecisionPosition,
    DecisionStyle,
    ItemPart,
    Numbering,
    ReferencePosition,
    SectionForm,
    SignaturePosition,
    SubItemLabels,
    VoteForm,
)

_PARTS = {field.alias: field.description or "" for field in AgendaItem.model_fields.values()}
"""What stands under each key of an item, by which its parts are called."""

DESCRIPTIONS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Status: {
        Status.DRAFT: "Protokollet är inte justerat och får ordet utkast på varje sida.",
        Status.CIRCULATED: "Utkastet är utskickat till dem som ska läsa det.",
        Status.APPROVED: "Protokollet är justerat; det byggs som det blev då.",
        Status.PUBLISHED: "Protokollet ska läggas ut; det som är hemligt tas inte med.",
    },
    ItemType: {
        ItemType.DECISION: "Ärendet ska ha ett beslut.",
        ItemType.INFORMATION: "Ärendet är information, och inget beslutas.",
    },
    Disposal: {
        Disposal.TABLED: "Ärendet tas upp igen på ett annat möte.",
        Disposal.REFERRED_BACK: "Ärendet går tillbaka för att beredas mer.",
        Disposal.WITHDRAWN: "Ärendet togs inte upp.",
    },
    Shows: {Shows.NEXT_MEETING: "Här skrivs mötesfilens nästa_möte ut."},
    FollowUpForm: {
        FollowUpForm.FULL: "Alla tabeller över hur det går.",
        FollowUpForm.SHORT: "Sammanfattningen och vilka som är skyldiga svar.",
    },
    ClauseType: {
        ClauseType.DECISION: "Organet beslutar själv.",
        ClauseType.RECOMMENDATION: "Andra rekommenderas att besluta så.",
        ClauseType.ASSIGNMENT: "Någon får i uppdrag att göra något.",
    },
    DecidingLevel: {
        DecidingLevel.COUNCIL: "Kommun- eller regionfullmäktige bör besluta.",
        DecidingLevel.BOARD: "Kommun- eller regionstyrelsen bör besluta.",
        DecidingLevel.COMMITTEE: "En nämnd bör besluta.",
    },
    TakesPart: {
        TakesPart.ON_SITE: "På plats i rummet.",
        TakesPart.REMOTELY: "På distans, med ljud och bild.",
    },
    Standing: {
        Standing.SERVING: "Ledamöter och ersättare som tjänstgör; de får rösta.",
        Standing.REPLACEMENT: "Ersättare som är med utan att tjänstgöra.",
        Standing.INSIGHT: "De som har insynsplats.",
        Standing.OTHER: "Tjänstepersoner, gäster och andra.",
    },
    DecidedBy: {
        DecidedBy.CASTING_VOTE: "Ordförandens röst avgjorde.",
        DecidedBy.LOT: "Lotten avgjorde.",
    },
    ProposalOutcome: {
        ProposalOutcome.CARRIED: "Punkten blev organets beslut.",
        ProposalOutcome.REJECTED: "Punkten blev inte organets beslut.",
        ProposalOutcome.AMENDED: "Punkten blev organets beslut med ändringar.",
    },
    StatementKind: {
        StatementKind.REMARK: "En anteckning som någon ville ha till protokollet.",
        StatementKind.STATEMENT: "Ett särskilt yttrande.",
        StatementKind.EXPLANATION: "Varför någon röstade som den gjorde.",
    },
    Profile: {
        Profile.COLLABORATION_BODY: "Samverkan mellan organisationer; kommunallagens regler om protokoll gäller inte.",
        Profile.COMMITTEE: "Nämnd i en kommun eller region; kommunallagens regler gäller.",
        Profile.BOARD: "Kommun- eller regionstyrelse, direktion; kommunallagens regler gäller.",
        Profile.COUNCIL: "Kommun- eller regionfullmäktige; kommunallagens regler gäller.",
        Profile.JOINT_COMMITTEE: "Nämnd som flera har tillsammans; anslag sätts upp på allas anslagstavlor.",
        Profile.ASSOCIATION: "Förening; det som stadgarna brukar kräva gäller.",
        Profile.NOTES: "Minnesanteckningar, utan justering och underskrifter.",
    },
    RecipientKind: {
        RecipientKind.MUNICIPALITY: "En kommun.",
        RecipientKind.REGION: "En region.",
        RecipientKind.OTHER: "Någon annan, till exempel en förening eller en myndighet.",
    },
    ArchiveFormat: {
        ArchiveFormat.PDFA_2A: "PDF-filen för arkiv, utan andra filer i sig.",
        ArchiveFormat.PDFA_3A: "PDF-filen för arkiv, med mötesfilen i sig.",
    },
    DecidingBody: {
        DecidingBody.MUNICIPAL_COUNCIL: "Kommunfullmäktige beslutade.",
        DecidingBody.MUNICIPAL_BOARD: "Kommunstyrelsen beslutade.",
        DecidingBody.REGIONAL_COUNCIL: "Regionfullmäktige beslutade.",
        DecidingBody.REGIONAL_BOARD: "Regionstyrelsen beslutade.",
        DecidingBody.COMMITTEE: "En nämnd beslutade; skriv vilken under «nämnd».",
    },
    Outcome: {
        Outcome.ADOPTED: "Mottagaren beslutade som rekommenderat.",
        Outcome.CHANGED: "Mottagaren beslutade med en ändring; skriv vilken under «text».",
        Outcome.REJECTED: "Mottagaren sade nej.",
        Outcome.OWN: "Mottagaren beslutade något eget; skriv vad under «text».",
        Outcome.NOTED: "Mottagaren noterade rekommendationen och beslutade inget mer.",
        Outcome.NO_POSITION: "Mottagaren avstod från att säga ja eller nej.",
        Outcome.TABLED: "Mottagaren tar upp frågan igen; det är inget svar än.",
        Outcome.NOT_HANDLED: "Mottagaren har inte tagit upp frågan; det är inget svar än.",
    },
    DecisionStyle: {
        DecisionStyle.CLAUSES: "Punkter som börjar med «Att».",
        DecisionStyle.SENTENCES: "Numrerade hela meningar.",
        DecisionStyle.DASHES: "Punkter med streck, utan «Att».",
    },
    DecisionPosition: {
        DecisionPosition.FIRST: "Beslutet står direkt under rubriken.",
        DecisionPosition.LAST: "Beslutet står efter ärendets text.",
    },
    Numbering: {
        Numbering.PLAIN: "Ärendena numreras 1, 2 …",
        Numbering.SECTIONS: "Ärendena numreras § 1, § 2 …",
    },
    SectionForm: {
        SectionForm.BEFORE: "Tecknet står före numret: § 33.",
        SectionForm.AFTER: "Tecknet står efter numret: 33 §.",
    },
    SubItemLabels: {
        SubItemLabels.NUMBERS: "Delärenden numreras 5.1, 5.2 …",
        SubItemLabels.LETTERS: "Delärenden får bokstäver: a), b) …",
    },
    ReferencePosition: {
        ReferencePosition.IN_HEADING: "Numret står efter ärendets rubrik.",
        ReferencePosition.ON_LINE: "Numret står på en egen rad.",
    },
    SignaturePosition: {
        SignaturePosition.FIRST: "Underskrifterna står på förstasidan.",
        SignaturePosition.LAST: "Underskrifterna står sist i protokollet.",
    },
    AttendanceForm: {
        AttendanceForm.TABLE: "De närvarande i en tabell.",
        AttendanceForm.LIST: "De närvarande i en lista, en per rad.",
        AttendanceForm.RUNNING: "De närvarande efter varandra i spalter.",
    },
    VoteForm: {
        VoteForm.TABLE: "Namnen i en tabell, med hur var och en röstade.",
        VoteForm.RUNNING: "Namnen efter varandra i löpande text.",
        VoteForm.APPENDIX: "Namnen i en bilaga sist i protokollet.",
    },
    ItemPart: {part: _PARTS[part] for part in ItemPart},
}
