using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Profiles;

/// <summary>The two tables of api-spec/profiles.md as they stand in the file.</summary>
internal static class ProfileDocument
{
    public static (IReadOnlyList<string> Columns, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Rows) PresetTable()
    {
        var table = Table("| knob | dci-crvs-1.0.0 ");
        var columns = table[0][1..];
        return (columns, table[2..].ToDictionary(
            row => row[0],
            row => (IReadOnlyDictionary<string, string>)columns.Zip(row[1..]).ToDictionary(pair => pair.First, pair => pair.Second)));
    }

    public static ILookup<string, string> Words() =>
        Table("| knob | word ")[2..].ToLookup(row => row[0], row => row[1]);

    private static string[][] Table(string heading) =>
        [.. File.ReadLines(Path.Combine(RepositoryFiles.Root, "api-spec", "profiles.md"))
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())];
}
