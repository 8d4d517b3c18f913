namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>The two-character escapes that both canonical forms use, and no other.</summary>
internal static class JsonEscapes
{
    public static char? Short(char unit) => unit switch
    {
        '"' => '"',
        '\\' => '\\',
        '\b' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\f' => 'f',
        '\r' => 'r',
        _ => null,
    };
}
