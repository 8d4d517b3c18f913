using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Makes births: siblings and twins in families, at home or in a facility, some with a date half known.</summary>
internal sealed class Births(Setting setting, Families families)
{
    /// <summary>The birth of an index as the register holds it, or as it <paramref name="first"/> did.</summary>
    public VitalRecord Record(long index, bool first)
    {
        var (family, order) = families.OfBirth(index);
        var draw = setting.Draw(Draw.Stream.Birth, index);
        var born = family.BirthDayOf(order, ref draw);
        var child = Child(index, family, born, ref draw);
        var place = family.Home.PlaceOfLife(born.AddYears(30) < setting.Today ? 45 : 15, ref draw);
        var trackingId = setting.Numbers.TrackingId('B', index);
        var registration = Registration.Of(setting, index, born, trackingId, first, ref draw);
        if (registration.Number is { } number)
            child = child with { Identifiers = [.. child.Identifiers, new(IdentifierKind.BirthRegistrationNumber, number)] };

        var people = new List<RecordedPerson>(3) { child };
        people.AddRange(family.Parents(role => PersonId(index, role)));
        if (first && registration.Revision == Revision.Corrected)
            Mistakes.Make(people, index / 40);
        return new VitalRecord
        {
            RecordId = setting.Numbers.Id(Draw.Stream.Birth, index, 0),
            Event = VitalEvent.LiveBirth,
            Status = registration.Status,
            RegistrationNumber = registration.Number,
            TrackingId = trackingId,
            RegisteredOn = registration.Day,
            EventDate = people[0].BirthDate,
            Place = place,
            OfficeId = family.Home.District.OfficeId,
            People = people,
            LastUpdated = registration.LastUpdated,
        };
    }

    private string PersonId(long index, PersonRole role) => setting.Numbers.Id(Draw.Stream.Birth, index, (int)role);

    private RecordedPerson Child(long index, Family family, DateOnly born, ref Draw draw)
    {
        var sex = draw.Percent(51) ? Sex.Male : Sex.Female;
        var naming = Naming.Pick(family.FatherNaming.Community, family.FatherNaming.Surname, sex, ref draw);
        var numbered = draw.Percent(60);
        return new RecordedPerson
        {
            Role = PersonRole.Child,
            PatientId = PersonId(index, PersonRole.Child),
            Names = naming.Written(family.NativeFirst),
            Identifiers = numbered ? [new(IdentifierKind.NationalId, setting.Numbers.NationalId(NumberSpace.Person.Child, index))] : [],
            Sex = sex,
            BirthDate = Dates.AsKnown(born, setting.Today, ref draw),
            Addresses = draw.Percent(70) ? [family.Home.Address(ref draw)] : [],
        };
    }
}
