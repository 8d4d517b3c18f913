namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>What a row of the change feed tells.</summary>
internal enum ChangeKind
{
    Created = 1,
    Replaced = 2,

    /// <summary>It was registered and is not any more.</summary>
    Withdrawn = 3,
}
