namespace Dci.CrvsApi.Partners;

/// <summary>Where partners come from besides the database: the <c>Partners</c> section of the settings.</summary>
internal sealed class PartnerOptions
{
    public const string Section = "Partners";

    /// <summary>A JSON file of registrations, relative to the content root; none by default. Read once, at start, and refused with every error in it.</summary>
    public string? File { get; set; }
}
