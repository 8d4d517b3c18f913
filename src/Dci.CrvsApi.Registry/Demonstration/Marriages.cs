using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Makes marriages: every other couple are parents in this register, wed before their first child.</summary>
internal sealed class Marriages(Setting setting, Families families)
{
    private static readonly string[] Halls = ["Lantern Hall", "St. Orla's Chapel", "Seaview Gardens", "Community Hall", "Old Assembly Rooms"];

    private readonly long _linked = Math.Min((setting.Counts.Marriages + 1) / 2, families.Complete);

    /// <summary>The marriage of an index as the register holds it, or as it <paramref name="first"/> did.</summary>
    public VitalRecord Record(long index, bool first)
    {
        var draw = setting.Draw(Draw.Stream.Marriage, index);
        var wedding = index % 2 == 0 && index / 2 < _linked
            ? OfParents(families.Family(index / 2 * families.Complete / _linked), ref draw)
            : OfStrangers(index, ref draw);
        var trackingId = setting.Numbers.TrackingId('M', index);
        var registration = Registration.Of(setting, index, wedding.Day, trackingId, first, ref draw);
        var people = new List<RecordedPerson>(4)
        {
            Spouse(PersonRole.Bride, index, wedding, wedding.Bride, registration.Number, ref draw),
            Spouse(PersonRole.Groom, index, wedding, wedding.Groom, registration.Number, ref draw),
        };
        if (index % 4 == 1)
            AddWitnesses(people, index, ref draw);
        if (first && registration.Revision == Revision.Corrected)
            Mistakes.Make(people, 0);
        return new VitalRecord
        {
            RecordId = setting.Numbers.Id(Draw.Stream.Marriage, index, 0),
            Event = VitalEvent.Marriage,
            Status = registration.Status,
            RegistrationNumber = registration.Number,
            TrackingId = trackingId,
            RegisteredOn = registration.Day,
            EventDate = PartialDate.OfDay(wedding.Day),
            Place = PlaceOf(wedding.Home, ref draw),
            OfficeId = wedding.Home.District.OfficeId,
            People = people,
            LastUpdated = registration.LastUpdated,
        };
    }

    private static Wedding OfParents(Family family, ref Draw draw) =>
        new(
            family.FirstChild.AddDays(-draw.Between(200, 1500)),
            family.Home,
            family.NativeFirst,
            new Betrothed(family.MotherNaming with { Surname = family.Maiden }, family.Mother.Born, family.Mother.NationalId),
            new Betrothed(family.FatherNaming, family.Father?.Born ?? family.Mother.Born, family.Father?.NationalId));

    private Wedding OfStrangers(long index, ref Draw draw)
    {
        var day = Dates.Before(setting.Today, 30, ref draw);
        var community = Communities.Pick(ref draw);
        return new(
            day,
            setting.Places.PickHome(ref draw),
            draw.Percent(50),
            new Betrothed(Naming.Pick(community, Sex.Female, ref draw), day.AddDays(-draw.Between(19 * 365, 40 * 365)), setting.Numbers.NationalId(NumberSpace.Person.Bride, index)),
            new Betrothed(Naming.Pick(community, Sex.Male, ref draw), day.AddDays(-draw.Between(20 * 365, 45 * 365)), setting.Numbers.NationalId(NumberSpace.Person.Groom, index)));
    }

    private RecordedPerson Spouse(PersonRole role, long index, Wedding wedding, Betrothed person, string? number, ref Draw draw)
    {
        var identifiers = new List<RecordedIdentifier>(2);
        if (person.NationalId is { } nationalId)
            identifiers.Add(new(IdentifierKind.NationalId, nationalId));
        if (number is not null)
            identifiers.Add(new(IdentifierKind.MarriageRegistrationNumber, number));
        return new RecordedPerson
        {
            Role = role,
            PatientId = setting.Numbers.Id(Draw.Stream.Marriage, index, (int)role),
            Names = person.Naming.Written(wedding.NativeFirst),
            Identifiers = identifiers,
            Sex = person.Naming.Sex,
            BirthDate = PartialDate.OfDay(person.Born),
            MarriageDate = PartialDate.OfDay(wedding.Day),
            MaritalStatus = MaritalStatus.Married,
            Addresses = [wedding.Home.Address(ref draw)],
            Emails = draw.Percent(25) ? [Contacts.Email(person.Naming, ref draw)] : [],
        };
    }

    private void AddWitnesses(List<RecordedPerson> people, long index, ref Draw draw)
    {
        foreach (var role in (ReadOnlySpan<PersonRole>)[PersonRole.WitnessOne, PersonRole.WitnessTwo])
            people.Add(new RecordedPerson
            {
                Role = role,
                PatientId = setting.Numbers.Id(Draw.Stream.Marriage, index, (int)role),
                Names = Naming.Pick(Communities.Pick(ref draw), Sex.Male, ref draw).Written(nativeFirst: false),
            });
    }

    private static EventPlace PlaceOf(Home home, ref Draw draw) =>
        draw.Percent(60)
            ? new EventPlace { LocationId = home.District.OfficeId }
            : new EventPlace { AreaId = home.AreaId, Name = draw.Of(Halls) };

    private sealed record Wedding(DateOnly Day, Home Home, bool NativeFirst, Betrothed Bride, Betrothed Groom);

    private sealed record Betrothed(Naming Naming, DateOnly Born, string? NationalId);
}
