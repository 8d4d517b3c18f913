namespace Dci.CrvsApi.Registry.Records;

/// <summary>Sex as recorded, numbered as the DCI vocabulary lists it.</summary>
public enum Sex
{
    Male = 1,
    Female = 2,
    Other = 3,
    Unknown = 4,
}
