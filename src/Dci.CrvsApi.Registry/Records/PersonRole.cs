namespace Dci.CrvsApi.Registry.Records;

/// <summary>The part a person plays in a vital event. A subject is whom the event is about.</summary>
public enum PersonRole
{
    Child = 1,
    Deceased = 2,
    Bride = 3,
    Groom = 4,
    Mother = 5,
    Father = 6,
    Spouse = 7,
    Informant = 8,
    WitnessOne = 9,
    WitnessTwo = 10,
}

/// <summary>What roles are called, and who the subjects of an event are, first subject first.</summary>
public static class PersonRoles
{
    private static readonly PersonRole[] Child = [PersonRole.Child];
    private static readonly PersonRole[] Deceased = [PersonRole.Deceased];
    private static readonly PersonRole[] Couple = [PersonRole.Bride, PersonRole.Groom];

    /// <summary>What the role is called in FHIR and in ids made of it.</summary>
    internal static string Word(this PersonRole role) => role switch
    {
        PersonRole.Child => "child",
        PersonRole.Deceased => "deceased",
        PersonRole.Bride => "bride",
        PersonRole.Groom => "groom",
        PersonRole.Mother => "mother",
        PersonRole.Father => "father",
        PersonRole.Spouse => "spouse",
        PersonRole.Informant => "informant",
        PersonRole.WitnessOne => "witness-one",
        PersonRole.WitnessTwo => "witness-two",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    /// <summary>Whether there are events that are about who plays the part.</summary>
    internal static bool IsSubject(PersonRole role) => role < PersonRole.Mother;

    public static IReadOnlyList<PersonRole> SubjectsOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth or VitalEvent.Adoption => Child,
        VitalEvent.Death or VitalEvent.FetalDeath => Deceased,
        VitalEvent.Marriage or VitalEvent.Divorce => Couple,
        _ => throw new ArgumentOutOfRangeException(nameof(vitalEvent), vitalEvent, "Not a vital event."),
    };
}
