using System.CommandLine;
using System.Globalization;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Commands;

/// <summary><c>keys list|rotate</c>: the server's own keys.</summary>
internal static class KeysCommand
{
    private static readonly Option<string?> Algorithm = new("--algorithm") { Description = "Rotate only the keys of this algorithm (ES256, RS256, EdDSA, RSA-OAEP-256, ECDH-ES+A256KW); all by default." };
    private static readonly Option<bool> Now = new("--now") { Description = "Sign with the new key at once, for when one has leaked; partners that cached the key set refuse answers until they fetch it again." };

    public static Command Create()
    {
        var list = new Command("list", "List every key with its state; nothing secret is shown.");
        list.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ListAsync(services, cancelled), cancelled));
        var rotate = new Command("rotate", "Make new keys: published now, signing after the publication period; the old ones stay published through the overlap.") { Algorithm, Now };
        rotate.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RotateAsync(parsed, services, cancelled), cancelled));
        return new Command("keys", "List or rotate the server's own keys.") { list, rotate };
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Print(await services.GetRequiredService<ServerKeys>().ListAsync(cancellationToken));
        return 0;
    }

    private static async Task<int> RotateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<ServerKeys>();
        await keys.LoadAsync(cancellationToken);
        var made = await keys.RotateAsync(parsed.GetValue(Algorithm), parsed.GetValue(Now), cancellationToken);
        if (made.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No key has the algorithm {parsed.GetValue(Algorithm)}. Known: ES256, RS256, EdDSA, RSA-OAEP-256, and with Encryption:AlsoAccept ECDH-ES+A256KW or ECDH-ES.");
            return 1;
        }

        Print(made);
        return 0;
    }

    private static void Print(IReadOnlyList<KeyListing> keys)
    {
        Console.WriteLine($"{"key id",-45} {"use",-6} {"algorithm",-14} {"state",-10} {"active from",-20} retires");
        foreach (var key in keys)
            Console.WriteLine($"{key.KeyId,-45} {key.Use,-6} {key.Algorithm,-14} {key.State.ToString().ToLowerInvariant(),-10} {Text(key.ActiveFrom),-20} {(key.RetiresAt is { } end ? Text(end) : "-")}");
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
