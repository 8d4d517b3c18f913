using System.Globalization;
using System.Text.RegularExpressions;

namespace Dci.CrvsApi.Signing;

/// <summary>The signature as a line of parameters: <c>namespace="dci", kidId="…", algorithm="…", created="…", …</c> (DCI MsgSignature example).</summary>
internal sealed partial record ParameterString(string? KeyId, SignatureAlgorithm Algorithm, long Created, long Expires, IReadOnlyList<string> Headers, string Signature)
{
    private const int Longest = 4096;

    private static readonly string[] SignedLines = ["(created)", "(expires)", "digest"];

    /// <summary>Reads the line with or without its prefix, parameters in any order, the very last quote perhaps missing.</summary>
    public static ParameterString? Read(ReadOnlySpan<char> text, out string fault)
    {
        fault = "The signature's parameters are not a list of name=\"value\", each name once.";
        if (text.Length > Longest || !TrySplit(text.ToString(), out var values))
            return null;

        fault = "The signature's algorithm must be ed25519, rsa-sha256 or rsa-pss-sha256, and the key id must not name another.";
        var keyId = values.GetValueOrDefault("kidid") ?? values.GetValueOrDefault("keyid");
        if (!values.TryGetValue("algorithm", out var name) || SignatureAlgorithms.FromParameter(name) is not { } algorithm || !Agrees(keyId, algorithm))
            return null;

        fault = "The signature needs created and expires (Unix seconds), a signature value, and headers=\"(created) (expires) digest\".";
        var headers = values.TryGetValue("headers", out var listed) ? listed.Split(' ', StringSplitOptions.RemoveEmptyEntries) : SignedLines;
        return TrySeconds(values, "created", out var created) && TrySeconds(values, "expires", out var expires)
            && headers.Length == SignedLines.Length && headers.Order(StringComparer.Ordinal).SequenceEqual(SignedLines)
            && values.TryGetValue("signature", out var signature)
            ? new ParameterString(keyId, algorithm, created, expires, headers, signature)
            : null;
    }

    private static bool TrySplit(string text, out Dictionary<string, string> values)
    {
        values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!WholeLine().IsMatch(text))
            return false;

        foreach (var match in Parameter().EnumerateMatches(text))
        {
            var parameter = text.AsSpan(match.Index, match.Length);
            var equals = parameter.IndexOf('=');
            if (!values.TryAdd(parameter[..equals].ToString(), parameter[(equals + 1)..].Trim('"').ToString()))
                return false;
        }

        return !(values.ContainsKey("kidId") && values.ContainsKey("keyId"));
    }

    private static bool TrySeconds(Dictionary<string, string> values, string name, out long seconds)
    {
        seconds = 0;
        return values.TryGetValue(name, out var text) && text.Length <= 12
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }

    private static bool Agrees(string? keyId, SignatureAlgorithm algorithm) =>
        keyId?.Split('|') is not [_, _, var named] || SignatureAlgorithms.FromParameter(named) == algorithm;

    [GeneratedRegex("""^(Signature:)?\s*\w+=("[^"]*"|\d+)(\s*,\s*\w+=("[^"]*"|\d+))*(\s*,\s*\w+="[^"]*)?$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeLine();

    [GeneratedRegex("""\w+=("[^"]*"?|\d+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
