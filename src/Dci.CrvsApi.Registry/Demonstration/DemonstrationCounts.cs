namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>How many records of each event a demonstration register has, those not (or no longer) in force included.</summary>
public sealed record DemonstrationCounts
{
    /// <summary>What a newcomer finds: every kind of record, ready in a blink.</summary>
    public static DemonstrationCounts Small { get; } = new()
    {
        Births = 1_200,
        Deaths = 400,
        Marriages = 400,
        Divorces = 30,
        FetalDeaths = 15,
        Adoptions = 15,
    };

    public long Births { get; init; }

    public long Deaths { get; init; }

    public long Marriages { get; init; }

    public long Divorces { get; init; }

    public long FetalDeaths { get; init; }

    public long Adoptions { get; init; }

    public long Total => Births + Deaths + Marriages + Divorces + FetalDeaths + Adoptions;
}
