namespace Dci.CrvsApi.Partners;

/// <summary>What came of a change to the partners.</summary>
internal abstract record PartnerChange
{
    private PartnerChange()
    {
    }

    /// <summary>The change is made.</summary>
    /// <param name="Partner">The partner as it is now.</param>
    /// <param name="Secret">A new client secret, to be shown this once; null when none was made.</param>
    public sealed record Made(Partner Partner, string? Secret = null) : PartnerChange;

    /// <summary>Nothing is changed, for each of these reasons.</summary>
    public sealed record Refused(IReadOnlyList<string> Reasons) : PartnerChange
    {
        public Refused(string reason)
            : this([reason])
        {
        }
    }
}
