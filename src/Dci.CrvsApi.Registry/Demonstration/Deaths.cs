using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Makes deaths: a third of the deceased were born in this register, the others before it or elsewhere.</summary>
internal sealed class Deaths(Setting setting, Births births)
{
    private readonly long _linked = Math.Min((setting.Counts.Deaths + 2) / 3, setting.Counts.Births / 4);

    /// <summary>The death of an index as the register holds it, or as it <paramref name="first"/> did.</summary>
    public VitalRecord Record(long index, bool first)
    {
        var draw = setting.Draw(Draw.Stream.Death, index);
        var home = setting.Places.PickHome(ref draw);
        var (day, people) = BirthOf(index) is { } birth
            ? BornHere(index, births.Record(birth, first: false), ref draw)
            : BornElsewhere(index, home, ref draw);
        var trackingId = setting.Numbers.TrackingId('D', index);
        var registration = Registration.Of(setting, index, day, trackingId, first, ref draw);
        if (registration.Number is { } number)
            people[0] = people[0] with { Identifiers = [.. people[0].Identifiers, new(IdentifierKind.DeathRegistrationNumber, number)] };
        var place = home.PlaceOfLife(35, ref draw);
        if (first && registration.Revision == Revision.Corrected)
            Mistakes.Make(people, 0);
        return new VitalRecord
        {
            RecordId = setting.Numbers.Id(Draw.Stream.Death, index, 0),
            Event = VitalEvent.Death,
            Status = registration.Status,
            RegistrationNumber = registration.Number,
            TrackingId = trackingId,
            RegisteredOn = registration.Day,
            EventDate = people[0].DeathDate,
            Place = place,
            OfficeId = home.District.OfficeId,
            People = people,
            LastUpdated = registration.LastUpdated,
        };
    }

    /// <summary>The birth of the deceased, null when it is not in this register.</summary>
    private long? BirthOf(long index)
    {
        if (index % 3 != 0 || index / 3 >= _linked)
            return null;
        var birth = FirstChoice(index / 3);
        return Registration.InForce(birth) ? birth : birth + 1;
    }

    private long FirstChoice(long linked) => linked * setting.Counts.Births / _linked;

    private string PersonId(long index, PersonRole role) => setting.Numbers.Id(Draw.Stream.Death, index, (int)role);

    private (DateOnly Day, List<RecordedPerson> People) BornHere(long index, VitalRecord birth, ref Draw draw)
    {
        var child = birth.People[0];
        var lived = setting.Today.DayNumber - child.BirthDate!.Value.Last.DayNumber;
        var day = setting.NotAfterToday(child.BirthDate.Value.Last.AddDays((int)(draw.Fraction() * Math.Max(lived, 0))));
        var people = new List<RecordedPerson>(3)
        {
            child with
            {
                Role = PersonRole.Deceased,
                PatientId = PersonId(index, PersonRole.Deceased),
                DeathDate = PartialDate.OfDay(day),
                BirthPlaceId = birth.Place?.LocationId,
            },
        };
        for (var i = 1; i < birth.People.Count; i++)
            people.Add(birth.People[i] with { PatientId = PersonId(index, birth.People[i].Role) });
        return (day, people);
    }

    private (DateOnly Day, List<RecordedPerson> People) BornElsewhere(long index, Home home, ref Draw draw)
    {
        var day = Dates.Before(setting.Today, 20, ref draw);
        var naming = Naming.Pick(Communities.Pick(ref draw), draw.Percent(52) ? Sex.Male : Sex.Female, ref draw);
        var born = day.AddDays(-draw.Between(35 * 365, 96 * 365));
        var nativeFirst = draw.Percent(50);
        var people = new List<RecordedPerson>(3)
        {
            new()
            {
                Role = PersonRole.Deceased,
                PatientId = PersonId(index, PersonRole.Deceased),
                Names = naming.Written(nativeFirst),
                Identifiers = Numbered(85, NumberSpace.Person.Deceased, index, ref draw),
                Sex = naming.Sex,
                BirthDate = Dates.AsKnown(born, setting.Today, ref draw),
                DeathDate = draw.Percent(3) ? PartialDate.OfMonth(day.Year, day.Month) : PartialDate.OfDay(day),
                MaritalStatus = draw.Percent(50) ? MaritalStatus.Married : MaritalStatus.Widowed,
                Addresses = [home.Address(ref draw)],
            },
        };
        AddBereaved(people, index, naming, nativeFirst, born, ref draw);
        return (day, people);
    }

    private void AddBereaved(List<RecordedPerson> people, long index, Naming deceased, bool nativeFirst, DateOnly born, ref Draw draw)
    {
        if (people[0].MaritalStatus == MaritalStatus.Married)
        {
            var spouse = Naming.Pick(deceased.Community, deceased.Surname, deceased.Sex == Sex.Male ? Sex.Female : Sex.Male, ref draw);
            people.Add(new RecordedPerson
            {
                Role = PersonRole.Spouse,
                PatientId = PersonId(index, PersonRole.Spouse),
                Names = spouse.Written(nativeFirst),
                Identifiers = Numbered(90, NumberSpace.Person.Spouse, index, ref draw),
                Sex = spouse.Sex,
                BirthDate = PartialDate.OfDay(born.AddDays(draw.Between(-3000, 3000))),
            });
        }

        if (draw.Percent(50))
            people.Add(new RecordedPerson
            {
                Role = PersonRole.Informant,
                PatientId = PersonId(index, PersonRole.Informant),
                Names = Naming.Pick(deceased.Community, deceased.Surname, Sex.Female, ref draw).Written(nativeFirst),
                PhoneNumbers = [Contacts.Phone(ref draw)],
            });
    }

    private List<RecordedIdentifier> Numbered(int percent, NumberSpace.Person person, long index, ref Draw draw) =>
        draw.Percent(percent) ? [new(IdentifierKind.NationalId, setting.Numbers.NationalId(person, index))] : [];
}
