// A WebSub subscriber in one file (W3C Recommendation): finds the hub, subscribes, confirms what it asked for, checks signatures, drops repeats.
//
//   dotnet run samples/websub-subscriber/websub-subscriber.cs                       hears of registered births, from the demonstration server
//   dotnet run samples/websub-subscriber/websub-subscriber.cs death.registered
//   dotnet run samples/websub-subscriber/websub-subscriber.cs BIRTH_REGISTERED      a bare topic, as MOSIP's services use them
//
// Ctrl+C unsubscribes. Copy what you need; nothing here but the base library and ASP.NET Core.
#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property RunWorkingDirectory=$(MSBuildStartupDirectory)

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

var topic = args.ElementAtOrDefault(0) ?? "birth.registered";
var demo = JsonNode.Parse(File.ReadAllText(args.ElementAtOrDefault(1) ?? "src/Dci.CrvsApi/data/demo.json"))!;
var server = new Uri((string)demo["base_url"]!);
using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());

// Discovery: a topic says which hub tells of it and under which address. A bare name has no address of its own.
var (hub, self) = topic.Contains('.') ? await DiscoverAsync($"/topics/{topic}") : (new Uri(server, "/hub"), topic);

// The callback can't be guessed, and neither can the secret; both are new for each subscription.
var path = "/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
var pending = "subscribe";
var confirmed = new TaskCompletionSource();
var known = new HashSet<string>();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapGet(path, Confirm);
app.MapPost(path, TakeAsync);
await app.StartAsync();
var callback = app.Urls.First() + path;

Console.WriteLine($"Subscribing to {self} at {hub}.");
await AskAsync("subscribe");
await confirmed.Task.WaitAsync(TimeSpan.FromSeconds(30));
Console.WriteLine("Confirmed. Waiting for events; Ctrl+C unsubscribes.");
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.TrySetResult();
};
await stop.Task;

(pending, confirmed) = ("unsubscribe", new TaskCompletionSource());
await AskAsync("unsubscribe");
await confirmed.Task.WaitAsync(TimeSpan.FromSeconds(30));
Console.WriteLine("Unsubscribed.");

async Task<string> TokenAsync()
{
    using var form = new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = (string)demo["client_id"]!,
        ["client_secret"] = (string)demo["client_secret"]!,
    });
    using var reply = await http.PostAsync((string)demo["token_url"]!, form);
    reply.EnsureSuccessStatusCode();
    return (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["access_token"]!;
}

async Task<(Uri Hub, string Self)> DiscoverAsync(string address)
{
    using var reply = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
    var links = string.Join(", ", reply.Headers.TryGetValues("Link", out var values) ? values : []);
    string Link(string relation) => Regex.Match(links, $"<([^>]*)>\\s*;\\s*rel=\"{relation}\"") is { Success: true } found
        ? found.Groups[1].Value
        : throw new InvalidOperationException($"{address} names no {relation}; the server answered {(int)reply.StatusCode}.");
    return (new Uri(server, Link("hub")), Link("self"));
}

async Task AskAsync(string mode)
{
    var fields = new Dictionary<string, string> { ["hub.mode"] = mode, ["hub.topic"] = self, ["hub.callback"] = callback };
    if (mode == "subscribe")
    {
        fields["hub.secret"] = secret;
        fields["hub.lease_seconds"] = "86400";
    }

    using var form = new FormUrlEncodedContent(fields);
    using var reply = await http.PostAsync(hub, form);
    if (!reply.IsSuccessStatusCode)
        throw new InvalidOperationException($"The hub answered {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
}

// The hub asks whether we meant it. Only what is pending is confirmed: else anybody could subscribe us to anything.
IResult Confirm(HttpRequest request)
{
    var query = request.Query;
    if (query["hub.mode"] == "denied")
    {
        confirmed.TrySetException(new InvalidOperationException($"Denied: {query["hub.reason"]}"));
        return Results.Ok();
    }

    if (query["hub.mode"] != pending || query["hub.topic"] != self || query["hub.challenge"].ToString() is not { Length: > 0 } challenge)
        return Results.NotFound();
    confirmed.TrySetResult();
    return Results.Text(challenge);
}

async Task<IResult> TakeAsync(HttpRequest request)
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();

    // Over the bytes as they came. What is not signed by the hub is dropped, and answered like everything else.
    var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), body));
    if (!CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(expected), System.Text.Encoding.UTF8.GetBytes(request.Headers["X-Hub-Signature"].ToString())))
    {
        Console.WriteLine("Something came that the hub did not sign; dropped.");
        return Results.Ok();
    }

    var said = JsonNode.Parse(body)!["event"]!;
    var id = (string)said["id"]!;
    Console.WriteLine(known.Add(id)
        ? $"{said["type"]!["name"]} {id} at {said["timestamp"]}: {said["dataShareUri"]}"
        : $"{id} came again; dropped.");
    return Results.Ok();
}
