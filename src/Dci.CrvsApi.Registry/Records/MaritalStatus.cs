namespace Dci.CrvsApi.Registry.Records;

/// <summary>Marital status; on the wire S, M, W, A, D, L, U.</summary>
public enum MaritalStatus
{
    NeverMarried = 1,
    Married = 2,
    Widowed = 3,
    Annulled = 4,
    Divorced = 5,
    LegallySeparated = 6,
    Unmarried = 7,
}
