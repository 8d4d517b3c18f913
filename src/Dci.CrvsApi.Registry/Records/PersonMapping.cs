namespace Dci.CrvsApi.Registry.Records;

/// <summary>What a country may choose about the DCI person its records become.</summary>
public sealed record PersonMapping
{
    public static PersonMapping Default { get; } = new();

    /// <summary>The identifier type under which a national identifier goes out: <c>UIN</c> by default, or for example <c>NID</c>.</summary>
    public string NationalIdType { get; init; } = "UIN";

    /// <summary>ISO 639-3 of the language that answers are in when none is asked for.</summary>
    public string DefaultLanguage { get; init; } = "eng";
}
