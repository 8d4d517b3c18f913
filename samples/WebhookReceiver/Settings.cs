using System.Text.Json.Nodes;

namespace WebhookReceiver;

/// <summary>Who we are, who the registry is, and where things are kept. Everything has a default that fits the demonstration server.</summary>
public sealed record Settings
{
    /// <summary>The registry's base URL.</summary>
    public required Uri Server { get; init; }

    /// <summary>What we are registered as: <c>header.sender_id</c> of our messages, <c>header.receiver_id</c> of those we get.</summary>
    public required string SenderId { get; init; }

    /// <summary>What the registry calls itself.</summary>
    public required string RegistryId { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    /// <summary>Folder with <c>signing.pem</c> and <c>encryption.pem</c>; they are made when missing, and their public halves put beside them.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>Where every message is kept, one JSON object a line.</summary>
    public required string InboxFile { get; init; }

    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8090";

    /// <summary>Whether <c>--ask</c> encrypts its message; the answer then comes encrypted too.</summary>
    public bool Encrypt { get; init; }

    /// <summary>Numbers that the demonstration server knows, by their type; empty with any other server.</summary>
    public IReadOnlyDictionary<string, string> Examples { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the command line over environment variables (<c>RECEIVER_…</c>) over the server's demo.json; and the question of <c>--ask [type [value]]</c>.</summary>
    public static (Settings Settings, Question? Question) Read(string[] args)
    {
        var ask = Array.IndexOf(args, "--ask");
        var words = ask < 0 ? [] : args.Skip(ask + 1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Take(2).ToArray();
        var others = ask < 0 ? args : [.. args.Take(ask), .. args.Skip(ask + 1 + words.Length)];
        var given = new ConfigurationBuilder().AddEnvironmentVariables("RECEIVER_").AddCommandLine(others).Build();

        var file = given["demo"] ?? "src/Dci.CrvsApi/data/demo.json";
        var demo = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))! : new JsonObject();
        string Value(string name, string demoName) =>
            given[name] ?? (string?)demo[demoName] ?? throw new InvalidOperationException($"Give --{name}, or start the demonstration server, which writes {file}.");

        var folder = given["folder"] ?? "data/webhook-receiver";
        var settings = new Settings
        {
            Server = new Uri(Value("server", "base_url")),
            SenderId = Value("sender-id", "sender_id"),
            RegistryId = Value("registry-id", "receiver_id"),
            ClientId = Value("client-id", "client_id"),
            ClientSecret = Value("client-secret", "client_secret"),
            KeyFolder = given["keys"] ?? folder,
            InboxFile = given["inbox"] ?? Path.Combine(folder, "inbox.jsonl"),
            Urls = given["urls"] ?? "http://127.0.0.1:8090",
            Encrypt = given["encrypt"] == "true",
            Examples = demo["identifiers"]?.AsObject().ToDictionary(one => one.Key, one => (string)one.Value!) ?? [],
        };
        KeepDemoKey(demo, settings.KeyFolder);
        return (settings, ask < 0 ? null : QuestionOf(words, demo));
    }

    private static Question QuestionOf(string[] words, JsonNode demo)
    {
        var type = words.ElementAtOrDefault(0) ?? "BRN";
        var value = words.ElementAtOrDefault(1) ?? (string?)demo["identifiers"]?[type];
        return new Question(type, value ?? throw new InvalidOperationException($"Give the number too: --ask {type} 123"));
    }

    /// <summary>The demonstration partner's key was made by the server; it becomes our signing key unless there is one.</summary>
    private static void KeepDemoKey(JsonNode demo, string folder)
    {
        var file = OwnKeys.SigningFile(folder);
        if (demo["private_jwk"] is { } jwk && !File.Exists(file))
            OwnKeys.Save(file, OwnKeys.ReadPrivate(jwk));
    }
}

/// <summary>One item of a search: an identifier.</summary>
public sealed record Question(string Type, string Value, string? ReferenceId = null);
