using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>One embedded script, known by the number its name begins with.</summary>
internal sealed record Migration(int Version, string Name, string Script)
{
    /// <summary>Tells whether a script was changed after it ran; line endings don't count.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script.ReplaceLineEndings("\n"))));

    /// <summary>The scripts of one schema in one dialect, in order.</summary>
    public static IReadOnlyList<Migration> Of(SqlDialect dialect, string schema)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Dci.CrvsApi.Storage.Sql.Migrations.{dialect.MigrationsFolder}.{schema}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[prefix.Length..]))
            .OrderBy(migration => migration.Version)];
    }

    private static Migration Read(Stream stream, string file)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), Path.GetFileNameWithoutExtension(file), reader.ReadToEnd());
    }
}
