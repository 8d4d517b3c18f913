using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Makes divorces of couples in the register, adoptions of children in it, and fetal deaths.</summary>
internal sealed class RareEvents(Setting setting, Families families, Births births, Marriages marriages)
{
    /// <summary>Ends every third marriage, as long as there are any.</summary>
    public VitalRecord Divorce(long index)
    {
        var marriage = marriages.Record(index * 3 % Math.Max(setting.Counts.Marriages, 1), first: false);
        var draw = setting.Draw(Draw.Stream.Divorce, index);
        var day = setting.NotAfterToday(marriage.EventDate!.Value.Last.AddDays(draw.Between(400, 6000)));
        var trackingId = setting.Numbers.TrackingId('V', index);
        var registration = Registration.Of(setting, index, day, trackingId, first: false, ref draw);
        var people = marriage.People.Where(person => person.Role is PersonRole.Bride or PersonRole.Groom).Select(person => person with
        {
            PatientId = setting.Numbers.Id(Draw.Stream.Divorce, index, (int)person.Role),
            MaritalStatus = MaritalStatus.Divorced,
            Identifiers = Numbered(person.Identifiers, IdentifierKind.DivorceRegistrationNumber, registration.Number),
        });
        return Settled(VitalEvent.Divorce, Draw.Stream.Divorce, index, registration, PartialDate.OfDay(day), trackingId, marriage.OfficeId) with
        {
            People = [.. people],
        };
    }

    /// <summary>Every fifth child finds new parents: another family of the register.</summary>
    public VitalRecord Adoption(long index)
    {
        var birth = births.Record(index * 5 % Math.Max(setting.Counts.Births, 1), first: false);
        var draw = setting.Draw(Draw.Stream.Adoption, index);
        var day = setting.NotAfterToday(birth.EventDate!.Value.Last.AddDays(draw.Between(90, 3000)));
        var trackingId = setting.Numbers.TrackingId('A', index);
        var registration = Registration.Of(setting, index, day, trackingId, first: false, ref draw);
        var family = families.Family(draw.Below(1_000_000));
        var child = birth.People[0] with
        {
            PatientId = setting.Numbers.Id(Draw.Stream.Adoption, index, (int)PersonRole.Child),
            BirthPlaceId = birth.Place?.LocationId,
            Identifiers = Numbered(birth.People[0].Identifiers, IdentifierKind.AdoptionRegistrationNumber, registration.Number),
        };
        return Settled(VitalEvent.Adoption, Draw.Stream.Adoption, index, registration, PartialDate.OfDay(day), trackingId, birth.OfficeId) with
        {
            People = [child, .. family.Parents(role => setting.Numbers.Id(Draw.Stream.Adoption, index, (int)role))],
        };
    }

    public VitalRecord FetalDeath(long index)
    {
        var draw = setting.Draw(Draw.Stream.FetalDeath, index);
        var family = families.Family(draw.Below(1_000_000));
        var day = Dates.Before(setting.Today, 10, ref draw);
        var trackingId = setting.Numbers.TrackingId('F', index);
        var registration = Registration.Of(setting, index, day, trackingId, first: false, ref draw);
        var deceased = new RecordedPerson
        {
            Role = PersonRole.Deceased,
            PatientId = setting.Numbers.Id(Draw.Stream.FetalDeath, index, (int)PersonRole.Deceased),
            Sex = draw.Percent(50) ? Sex.Male : Sex.Unknown,
            DeathDate = PartialDate.OfDay(day),
            Identifiers = Numbered([], IdentifierKind.DeathRegistrationNumber, registration.Number),
        };
        return Settled(VitalEvent.FetalDeath, Draw.Stream.FetalDeath, index, registration, PartialDate.OfDay(day), trackingId, family.Home.District.OfficeId) with
        {
            Place = new EventPlace { LocationId = family.Home.District.HospitalId },
            People = [deceased, .. family.Parents(role => setting.Numbers.Id(Draw.Stream.FetalDeath, index, (int)role))],
        };
    }

    private static List<RecordedIdentifier> Numbered(IReadOnlyList<RecordedIdentifier> identifiers, IdentifierKind kind, string? number) =>
        number is null ? [.. identifiers] : [.. identifiers, new(kind, number)];

    private VitalRecord Settled(
        VitalEvent vitalEvent,
        Draw.Stream stream,
        long index,
        Registration registration,
        PartialDate day,
        string trackingId,
        string? officeId) =>
        new()
        {
            RecordId = setting.Numbers.Id(stream, index, 0),
            Event = vitalEvent,
            Status = registration.Status,
            RegistrationNumber = registration.Number,
            TrackingId = trackingId,
            RegisteredOn = registration.Day,
            EventDate = day,
            OfficeId = officeId,
            People = [],
            LastUpdated = registration.LastUpdated,
        };
}
