namespace Dci.CrvsApi.Registry.Records;

/// <summary>The vital event that a record is about, numbered as the DCI vocabulary lists them.</summary>
public enum VitalEvent
{
    LiveBirth = 1,
    Death = 2,
    FetalDeath = 3,
    Marriage = 4,
    Divorce = 5,
    Adoption = 6,
}
