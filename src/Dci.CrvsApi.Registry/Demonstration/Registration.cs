using System.Globalization;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>How a record came to be registered and what became of it since.</summary>
/// <param name="Status">Where the record stands.</param>
/// <param name="Day">The day of registration, null when it never was.</param>
/// <param name="Number">The number given that day.</param>
/// <param name="Revision">What was changed later.</param>
/// <param name="LastUpdated">When the record last changed.</param>
internal readonly record struct Registration(
    RegistrationStatus Status,
    DateOnly? Day,
    string? Number,
    Revision Revision,
    DateTimeOffset LastUpdated)
{
    private const int Cancelled = 57;
    private const int Undecided = 83;

    /// <summary>One record in a hundred is cancelled in the end, one is declared only, and one in forty is corrected.</summary>
    public static Revision RevisionOf(long index) => (index % 100, index % 40) switch
    {
        (Cancelled, _) => Revision.Cancelled,
        (Undecided, _) => Revision.None,
        (_, 11) => Revision.Corrected,
        _ => Revision.None,
    };

    /// <summary>Whether the record is legally registered in its last state.</summary>
    public static bool InForce(long index) => index % 100 is not (Cancelled or Undecided);

    /// <param name="index">Which record of its event.</param>
    /// <param name="happened">The day of the event, from which on it can be registered.</param>
    /// <param name="trackingId">From which the number is made.</param>
    /// <param name="first">As it was before it was corrected or cancelled.</param>
    public static Registration Of(Setting setting, long index, DateOnly happened, string trackingId, bool first, ref Draw draw)
    {
        var late = draw.Percent(10) ? draw.Between(61, 700) : draw.Between(0, 60);
        var day = setting.NotAfterToday(happened.AddDays(late));
        var time = new TimeOnly(8, 0).Add(TimeSpan.FromSeconds(draw.Below(9 * 3600)));
        var registered = new DateTimeOffset(day, time, TimeSpan.Zero);
        var common = draw.Below(100);
        if (index % 100 == Undecided)
            return new(RegistrationStatus.Declared, null, null, Revision.None, registered);

        var number = string.Concat(day.Year.ToString("0000", CultureInfo.InvariantCulture), trackingId);
        var revision = RevisionOf(index);
        var revised = new DateTimeOffset(setting.NotAfterToday(day.AddDays(draw.Between(1, 400))), time, TimeSpan.Zero).AddHours(1);
        return (revision, first) switch
        {
            (Revision.None, _) => new(StatusOf(common), day, number, revision, registered),
            (_, true) => new(RegistrationStatus.Registered, day, number, revision, registered),
            (Revision.Corrected, _) => new(RegistrationStatus.Certified, day, number, revision, revised),
            _ => new(RegistrationStatus.Cancelled, day, number, revision, revised),
        };
    }

    private static RegistrationStatus StatusOf(int common) => common switch
    {
        < 60 => RegistrationStatus.Registered,
        < 85 => RegistrationStatus.Certified,
        < 99 => RegistrationStatus.Issued,
        _ => RegistrationStatus.CorrectionRequested,
    };
}

/// <summary>What happened to a record after it was registered.</summary>
internal enum Revision
{
    None,
    Corrected,
    Cancelled,
}
