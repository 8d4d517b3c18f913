using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>
/// A partner's grants said in the words of FHIR for one event. Fields are granted as members of the DCI person; a member of
/// FHIR that none of them tells of is not granted by any.
/// </summary>
internal sealed class EventGrant
{
    private readonly IReadOnlySet<string>? _fields;
    private readonly IReadOnlySet<IdentifierKind>? _kinds;
    private readonly IReadOnlySet<string>? _sections;
    private readonly Dictionary<string, PersonParts> _people;

    public EventGrant(AccessGrant access, VitalEvent vitalEvent)
    {
        Codes = EventCodes.Of(vitalEvent);
        _fields = access.Fields;
        _kinds = access.IdentifierKinds;
        _sections = access.Sections?.GetValueOrDefault(vitalEvent);
        _people = RoleSections.All.ToDictionary(role => role.Code, role => PartsOf(role.Role), StringComparer.Ordinal);
        ShowsPlace = Grants(vitalEvent switch
        {
            VitalEvent.LiveBirth => "birth_place",
            VitalEvent.Death or VitalEvent.FetalDeath => "death_place",
            VitalEvent.Marriage => "marriage_place",
            _ => "",
        });
        ShowsDate = Grants(vitalEvent switch
        {
            VitalEvent.LiveBirth => "birth_date",
            VitalEvent.Death or VitalEvent.FetalDeath => "death_date",
            VitalEvent.Marriage => "marriage_date",
            VitalEvent.Divorce => "divorce_date",
            _ => "",
        });
    }

    public EventCodes Codes { get; }

    public bool IsWhole => _fields is null && _kinds is null && _sections is null;

    /// <summary>Whether only named members of the person are granted.</summary>
    public bool HasFields => _fields is not null;

    public bool HasSections => _sections is not null;

    /// <summary>Whether only some kinds of identifiers are granted, so that whatever may hold another stays behind.</summary>
    public bool HasKinds => _kinds is not null;

    public bool ShowsPlace { get; }

    public bool ShowsDate { get; }

    public bool ShowsLastUpdated => Grants("last_updated");

    public bool ShowsRegistrationDate => Grants("registration_date");

    public bool ShowsNumber => Grants("identifier") && Shows(Codes.NumberKind);

    public bool Shows(IdentifierKind kind) => _kinds is null || _kinds.Contains(kind);

    public bool ShowsSection(string code) => _sections is null || _sections.Contains(code);

    /// <summary>What is granted of whom a section names.</summary>
    public PersonParts PeopleOf(string section) =>
        _fields is null ? PersonParts.Everything : _people.GetValueOrDefault(section, PersonParts.None);

    private bool Grants(string field) => _fields is null || _fields.Contains(field);

    private PersonParts PartsOf(PersonRole role)
    {
        var subjects = PersonRoles.SubjectsOf(Codes.Event);
        if (role == subjects[0])
            return Parts(PersonParts.Emails);
        if (subjects.Contains(role))
            return Grants("related_person") ? Parts(PersonParts.BirthDate) : PersonParts.None;
        return role switch
        {
            PersonRole.Mother when Grants("parent1_identifier") => PersonParts.ParentIdentifier,
            PersonRole.Father when Grants("parent2_identifier") => PersonParts.ParentIdentifier,
            _ => PersonParts.None,
        };
    }

    /// <summary>The granted parts of a subject up to one; a second spouse is told by fewer than the first.</summary>
    private PersonParts Parts(PersonParts last)
    {
        (PersonParts Part, string Field)[] parts =
        [
            (PersonParts.Identifiers, "identifier"),
            (PersonParts.Names, "name"),
            (PersonParts.Sex, "sex"),
            (PersonParts.BirthDate, "birth_date"),
            (PersonParts.DeathDate, "death_date"),
            (PersonParts.MarriageDate, "marriage_date"),
            (PersonParts.MaritalStatus, "marital_status"),
            (PersonParts.BirthPlace, "birth_place"),
            (PersonParts.Addresses, "address"),
            (PersonParts.Phones, "phone_number"),
            (PersonParts.Emails, "email"),
        ];
        return parts.Where(part => part.Part <= last && Grants(part.Field)).Aggregate(PersonParts.None, (all, part) => all | part.Part);
    }
}
