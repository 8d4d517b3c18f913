using Dci.CrvsApi.Registry.Records;
using static Dci.CrvsApi.Registry.Queries.Attributes.AttributeKind;
using static Dci.CrvsApi.Registry.Records.VitalEvent;
using Kind = Dci.CrvsApi.Registry.Records.IdentifierKind;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>The one table from DCI attributes to FHIR; <c>api-spec/fhir-mapping.md</c> is the same table for readers.</summary>
internal static class AttributeTable
{
    // A birth's date is the child's date of birth, a death's that of dying: said of the record, the indexes by place and date serve it.
    private static readonly Meaning EventDate = new Meaning.RecordDate(RecordDateParameter.Event);

    private static readonly PersonRole[] Mother = [PersonRole.Mother];
    private static readonly PersonRole[] Father = [PersonRole.Father];
    private static readonly PersonRole[] Parents = [PersonRole.Mother, PersonRole.Father];

    public static IReadOnlyList<SearchAttribute> All { get; } =
    [
        Registration("BRN", Kind.BirthRegistrationNumber, "BIRTH_REG_NO BIRTH_REGISTRATION_NUMBER", [LiveBirth], everyone: true),
        Registration("DRN", Kind.DeathRegistrationNumber, "DEATH_REG_NO DEATH_REGISTRATION_NUMBER", [Death, FetalDeath]),
        Registration("MRN", Kind.MarriageRegistrationNumber, "MARRIAGE_REG_NO MARRIAGE_REGISTRATION_NUMBER", [Marriage], also: Divorce),
        Registration("divorce_registration_number", Kind.DivorceRegistrationNumber, "DIVORCE_REG_NO", [Divorce]),
        Registration("adoption_registration_number", Kind.AdoptionRegistrationNumber, "ADOPTION_REG_NO", [Adoption]),
        OfSubject("UIN", Kind.NationalId, "NID NIN NATIONAL_ID"),
        OfSubject("passport", Kind.Passport, "PASSPORT_NUMBER"),
        OfSubject("driving_licence", Kind.DrivingLicence, "DRIVING_LICENSE"),
        OfSubject("social_security_number", Kind.SocialSecurityNumber, "SSN SOCIAL_SECURITY_NO"),
        OfSubject("refugee_number", Kind.RefugeeNumber, ""),
        OfSubject("alien_number", Kind.AlienNumber, ""),
        OfSubject("mosip_token", Kind.MosipToken, "MOSIP_PSUT_TOKEN_ID"),
        OfSubject("other_identifier", Kind.Other, "OTHER"),
        new("registration_number", AttributeKind.Identifier, "reg_no registration_no", _ => new Meaning.Number(RecordNumberParameter.RegistrationNumber)) { IsIdentifierType = true, Sort = [new(SortParameter.RegistrationNumber, false)] },
        new("tracking_id", AttributeKind.Identifier, "tracking_number", _ => new Meaning.Number(RecordNumberParameter.TrackingId)) { IsIdentifierType = true, Sort = [new(SortParameter.TrackingId, false)] },
        new("record_id", Id, "OPENCRVS_RECORD_ID composition_id", _ => new Meaning.Number(RecordNumberParameter.RecordId)) { IsIdentifierType = true, Sort = [new(SortParameter.RecordId, false)] },
        new("identifier", AnyIdentifier, "identifier.value", vitalEvent => new Meaning.AnyIdentifier(PersonRoles.SubjectsOf(vitalEvent), OfSubject: true)) { Sort = [new(SortParameter.RegistrationNumber, false)] },

        new("birth_date", Date, "date_of_birth DOB", BirthDate) { Sort = [new(SortParameter.SubjectBirthDate, false)] },
        new("year_of_birth", Year, "birth_year YOB", BirthDate) { Sort = [new(SortParameter.SubjectBirthDate, false)] },
        new("age", Age, "age_in_years", vitalEvent => new Meaning.Age(BirthDate(vitalEvent))) { Sort = [new(SortParameter.SubjectBirthDate, true)] },
        new("death_date", Date, "date_of_death DOD", vitalEvent => vitalEvent is Death or FetalDeath ? EventDate : null) { Sort = [new(SortParameter.SubjectDeathDate, false)] },
        new("marriage_date", Date, "date_of_marriage", MarriageDate) { OnlyWhenAsked = LiveBirth, Sort = [new(SortParameter.SubjectMarriageDate, false)] },
        new("divorce_date", Date, "date_of_divorce", vitalEvent => vitalEvent == Divorce ? EventDate : null) { Sort = [new(SortParameter.EventDate, false)] },
        new("event_date", Date, "date_of_event", _ => EventDate) { Sort = [new(SortParameter.EventDate, false)] },
        new("registration_date", Date, "reg_date date_of_registration date_of_declaration declaration_date created_at", _ => new Meaning.RecordDate(RecordDateParameter.Registration)) { Sort = [new(SortParameter.RegistrationDate, false)] },
        new("last_updated", Instant, "updated_at modified_at last_modified", _ => new Meaning.LastUpdated()) { Sort = [new(SortParameter.LastUpdated, false)] },

        new("birth_place", Place, "place_of_birth", vitalEvent => vitalEvent == LiveBirth ? new Meaning.InPlace(PlaceParameter.Event) : null) { Sort = [new(SortParameter.EventPlace, false)] },
        new("death_place", Place, "place_of_death", vitalEvent => vitalEvent is Death or FetalDeath ? new Meaning.InPlace(PlaceParameter.Event) : null) { Sort = [new(SortParameter.EventPlace, false)] },
        new("marriage_place", Place, "place_of_marriage", vitalEvent => vitalEvent == Marriage ? new Meaning.InPlace(PlaceParameter.Event) : null) { Sort = [new(SortParameter.EventPlace, false)] },
        new("event_place", Place, "place_of_event event_location location area_code", _ => new Meaning.InPlace(PlaceParameter.Event)) { Sort = [new(SortParameter.EventPlace, false)] },
        new("registration_office", Place, "office registration_place place_of_registration", _ => new Meaning.InPlace(PlaceParameter.Office)) { Sort = [new(SortParameter.Office, false)] },

        OfSubject("name", NameParameter.Any, "full_name", SortParameter.SubjectFamily, SortParameter.SubjectGiven),
        OfSubject("name.surname", NameParameter.Family, "surname family_name last_name name.family_name", SortParameter.SubjectFamily),
        OfSubject("name.given_name", NameParameter.Given, "given_name first_name name.first_name", SortParameter.SubjectGiven),
        OfSubject("name.second_name", NameParameter.SecondGiven, "second_name middle_name name.middle_name", SortParameter.SubjectSecondGiven),
        new("sex", AttributeKind.Sex, "gender", vitalEvent => vitalEvent is Marriage or Divorce ? null : new Meaning.PersonSex(PersonRoles.SubjectsOf(vitalEvent))) { Sort = [new(SortParameter.SubjectSex, false)] },
        new("marital_status", AttributeKind.MaritalStatus, "civil_status", vitalEvent => new Meaning.PersonMaritalStatus(PersonRoles.SubjectsOf(vitalEvent))) { Sort = [new(SortParameter.SubjectMaritalStatus, false)] },

        new("parent1_identifier", AnyIdentifier, "parent1", vitalEvent => IdentifierOf(Parents, vitalEvent)) { Sort = [new(SortParameter.MotherIdentifier, false, Kind.NationalId)] },
        new("parent2_identifier", AnyIdentifier, "parent2", vitalEvent => IdentifierOf(Parents, vitalEvent)) { Sort = [new(SortParameter.FatherIdentifier, false, Kind.NationalId)] },
        new("mother_identifier", AnyIdentifier, "mother.identifier.value", vitalEvent => IdentifierOf(Mother, vitalEvent)) { Sort = [new(SortParameter.MotherIdentifier, false, Kind.NationalId)] },
        new("father_identifier", AnyIdentifier, "father.identifier.value", vitalEvent => IdentifierOf(Father, vitalEvent)) { Sort = [new(SortParameter.FatherIdentifier, false, Kind.NationalId)] },
        .. OfParent("mother", Mother, SortParameter.MotherFamily, SortParameter.MotherGiven, SortParameter.MotherBirthDate),
        .. OfParent("father", Father, SortParameter.FatherFamily, SortParameter.FatherGiven, SortParameter.FatherBirthDate),

        NotKept("address", "home_address residence address.line address.city city address.district district address.state state postal_code pin_code address.postal_code country"),
        NotKept("phone_number", "mobile phone"),
        NotKept("email", "email_address"),
        NotKept("name.maiden_name", "maiden_name"),
        NotKept("name.prefix", "prefix"),
        NotKept("name.suffix", "suffix"),
        NotKept("identifier.type", ""),
        NotKept("status", "registration_status"),
    ];

    private static readonly Spelling<SearchAttribute> Words = new(
        All.SelectMany(attribute => attribute.Aliases.Append(attribute.Name).Select(word => KeyValuePair.Create(word, attribute))));

    /// <summary>The attribute that asks for a kind of identifier.</summary>
    public static string NameOf(Kind kind) => All.First(attribute => attribute.Identifier == kind).Name;

    public static bool TryFind(string word, out SearchAttribute? attribute) => Words.TryFind(word, out attribute);

    /// <summary>Finds an attribute that can be the type of an identifier query; a namespace before it is read over.</summary>
    public static bool TryFindIdentifierType(string word, out SearchAttribute? attribute) =>
        Words.TryFindLocalName(word, out attribute) && attribute!.IsIdentifierType;

    private static SearchAttribute Registration(string name, Kind kind, string aliases, VitalEvent[] own, bool everyone = false, VitalEvent? also = null) =>
        new(name, AttributeKind.Identifier, aliases, vitalEvent =>
            own.Contains(vitalEvent) ? new Meaning.OwnNumber(kind, PersonRoles.SubjectsOf(vitalEvent))
            : everyone || vitalEvent == also ? new Meaning.Identifier(kind, PersonRoles.SubjectsOf(vitalEvent))
            : null)
        {
            IsIdentifierType = true,
            Identifier = kind,
            Sort = [new(SortParameter.SubjectIdentifier, false, kind)],
        };

    private static SearchAttribute OfSubject(string name, Kind kind, string aliases) =>
        new(name, AttributeKind.Identifier, aliases, vitalEvent => new Meaning.Identifier(kind, PersonRoles.SubjectsOf(vitalEvent)))
        {
            IsIdentifierType = true,
            Identifier = kind,
            Sort = [new(SortParameter.SubjectIdentifier, false, kind)],
        };

    private static SearchAttribute OfSubject(string name, NameParameter parameter, string aliases, params SortParameter[] sort) =>
        new(name, AttributeKind.Name, aliases, vitalEvent => new Meaning.Name(parameter, PersonRoles.SubjectsOf(vitalEvent)))
        {
            Sort = [.. sort.Select(key => new SortKey(key, false))],
        };

    private static Meaning.LifeDate Life(PersonDateParameter parameter, VitalEvent vitalEvent) => new(parameter, PersonRoles.SubjectsOf(vitalEvent));

    private static Meaning BirthDate(VitalEvent vitalEvent) => vitalEvent == LiveBirth ? EventDate : Life(PersonDateParameter.BirthDate, vitalEvent);

    // On a birth the marriage is that of the parents, which nobody means who has not named the event.
    private static Meaning? MarriageDate(VitalEvent vitalEvent) => vitalEvent switch
    {
        Marriage => EventDate,
        Death => Life(PersonDateParameter.MarriageDate, vitalEvent),
        LiveBirth => new Meaning.LifeDate(PersonDateParameter.MarriageDate, Parents),
        _ => null,
    };

    private static Meaning.AnyIdentifier? IdentifierOf(PersonRole[] roles, VitalEvent vitalEvent) =>
        NamesParents(vitalEvent) ? new Meaning.AnyIdentifier(roles, OfSubject: false) : null;

    private static bool NamesParents(VitalEvent vitalEvent) => vitalEvent is not (Marriage or Divorce);

    private static IEnumerable<SearchAttribute> OfParent(string parent, PersonRole[] roles, SortParameter family, SortParameter given, SortParameter birthDate)
    {
        yield return Named($"{parent}.name", NameParameter.Any, $"{parent}_full_name", family, given);
        yield return Named($"{parent}.surname", NameParameter.Family, $"{parent}_family_name {parent}_last_name {parent}.name.surname", family);
        yield return Named($"{parent}.given_name", NameParameter.Given, $"{parent}_first_name {parent}.name.given_name", given);
        yield return new($"{parent}.birth_date", Date, $"{parent}_date_of_birth {parent}_DOB", vitalEvent => NamesParents(vitalEvent) ? new Meaning.LifeDate(PersonDateParameter.BirthDate, roles) : null) { Sort = [new(birthDate, false)] };

        SearchAttribute Named(string name, NameParameter parameter, string aliases, params SortParameter[] sort) =>
            new(name, AttributeKind.Name, aliases, vitalEvent => NamesParents(vitalEvent) ? new Meaning.Name(parameter, roles) : null)
            {
                Sort = [.. sort.Select(key => new SortKey(key, false))],
            };
    }

    /// <summary>Attributes of the standard's record that the register can't be searched by; known, so that they are refused by name.</summary>
    private static SearchAttribute NotKept(string name, string aliases) => new(name, AttributeKind.Name, aliases, _ => null) { Sort = [] };
}
