using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>
/// Makes one truth of what a bundle says in several places: the date of the event, the registration number on its
/// subjects, and what the event did to their marital status.
/// </summary>
internal static class Settlement
{
    /// <param name="record">The record as read.</param>
    /// <param name="encountered">When its Encounter began, for events that no Patient dates.</param>
    public static VitalRecord Of(VitalRecord record, PartialDate? encountered)
    {
        var date = DateOf(record, encountered);
        var subjects = PersonRoles.SubjectsOf(record.Event);
        return record with
        {
            EventDate = date,
            People = [.. record.People.Select(person => subjects.Contains(person.Role) ? Subject(record, person, date) : person)],
        };
    }

    private static PartialDate? DateOf(VitalRecord record, PartialDate? encountered) => record.Event switch
    {
        VitalEvent.LiveBirth => record.People[0].BirthDate ?? encountered,
        VitalEvent.Death or VitalEvent.FetalDeath => record.People[0].DeathDate ?? encountered,
        VitalEvent.Marriage => record.People.Select(person => person.MarriageDate).FirstOrDefault(date => date is not null) ?? encountered,
        VitalEvent.Divorce or VitalEvent.Adoption => encountered,
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Event, "Not a vital event."),
    };

    private static RecordedPerson Subject(VitalRecord record, RecordedPerson person, PartialDate? date)
    {
        var numbered = WithNumber(record, person);
        return record.Event switch
        {
            VitalEvent.LiveBirth => numbered with { BirthDate = person.BirthDate ?? date },
            VitalEvent.Death or VitalEvent.FetalDeath => numbered with { DeathDate = person.DeathDate ?? date },
            VitalEvent.Marriage => numbered with { MarriageDate = date, MaritalStatus = MaritalStatus.Married },
            VitalEvent.Divorce => numbered with { MaritalStatus = MaritalStatus.Divorced },
            _ => numbered,
        };
    }

    private static RecordedPerson WithNumber(VitalRecord record, RecordedPerson person)
    {
        if (record.RegistrationNumber is not { } value)
            return person;
        var number = new RecordedIdentifier(EventCodes.Of(record.Event).NumberKind, value);
        return person.Identifiers.Contains(number) ? person : person with { Identifiers = [.. person.Identifiers, number] };
    }
}
