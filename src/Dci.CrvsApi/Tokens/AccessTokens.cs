namespace Dci.CrvsApi.Tokens;

/// <summary>Names shared by whoever asks for an access token.</summary>
internal static class AccessTokens
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "Bearer";

    /// <summary>A longer token is refused unread.</summary>
    public const int MaxLength = 8 * 1024;
}
