namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>What every record of one demonstration register has in common.</summary>
/// <param name="Seed">From which everything is drawn.</param>
/// <param name="Counts">How many records there are, since records refer to one another.</param>
/// <param name="Today">The day on which the register stands still; nothing happens after it.</param>
/// <param name="Places">The country.</param>
/// <param name="Numbers">Its ids and numbers.</param>
internal sealed record Setting(ulong Seed, DemonstrationCounts Counts, DateOnly Today, DemonstrationPlaces Places, NumberSpace Numbers)
{
    public Draw Draw(Draw.Stream stream, long index) => new(Seed, stream, index);

    /// <summary>The earlier of a day and today.</summary>
    public DateOnly NotAfterToday(DateOnly day) => day < Today ? day : Today;
}
