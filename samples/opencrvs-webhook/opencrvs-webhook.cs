// A receiver of webhooks in the form of OpenCRVS 1, in one file: what a mediator between a civil register and a national ID system such as MOSIP does.
//
// Agree on a secret first, of which the server keeps its half:
//
//   openssl rand -hex 32 > /tmp/webhook-secret
//   dotnet run --project src/Dci.CrvsApi -- partners credential demo --webhook-secret-file /tmp/webhook-secret
//   dotnet run samples/opencrvs-webhook/opencrvs-webhook.cs /tmp/webhook-secret BIRTH_REGISTERED DEATH_REGISTERED
//
// Ctrl+C gives the webhooks up.
#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property RunWorkingDirectory=$(MSBuildStartupDirectory)

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

if (args is not [var secretFile, ..])
    throw new ArgumentException("Name the file with the secret, and the topics.");
var secret = File.ReadAllText(secretFile).Trim();
string[] topics = args is [_, _, ..] ? args[1..] : ["BIRTH_REGISTERED", "DEATH_REGISTERED"];
var demo = JsonNode.Parse(File.ReadAllText("src/Dci.CrvsApi/data/demo.json"))!;
using var http = new HttpClient { BaseAddress = new Uri((string)demo["base_url"]!), Timeout = TimeSpan.FromSeconds(30) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapGet("/webhooks", Confirm);
app.MapPost("/webhooks", TakeAsync);
await app.StartAsync();

foreach (var topic in topics)
    await SubscribeAsync(topic);
Console.WriteLine("Waiting for events; Ctrl+C gives the webhooks up.");
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.TrySetResult();
};
await stop.Task;
await GiveUpAsync();

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

// The answer comes when the callback has confirmed: unlike WebSub, within this request.
async Task SubscribeAsync(string topic)
{
    var hub = new JsonObject { ["callback"] = app.Urls.First() + "/webhooks", ["mode"] = "subscribe", ["topic"] = topic, ["secret"] = secret };
    using var body = new StringContent(new JsonObject { ["hub"] = hub }.ToJsonString(), Encoding.UTF8, "application/json");
    using var reply = await http.PostAsync("/webhooks", body);
    Console.WriteLine($"{topic}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
}

IResult Confirm(HttpRequest request) =>
    request.Query["mode"] == "subscribe" && topics.Contains(request.Query["topic"].ToString())
        ? Results.Json(new { challenge = request.Query["challenge"].ToString() })
        : Results.NotFound();

async Task<IResult> TakeAsync(HttpRequest request)
{
    using var reader = new StreamReader(request.Body, Encoding.UTF8);
    var text = await reader.ReadToEndAsync();
    var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes("sha256:" + EncodeUriComponent(text))));
    if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.UTF8.GetBytes(request.Headers["X-Hub-Signature"].ToString())))
        return Results.Unauthorized();

    var said = JsonNode.Parse(text)!["event"]!;
    var bundle = said["context"]![0]!;
    var resources = bundle["entry"]!.AsArray().Select(entry => (string)entry!["resource"]!["resourceType"]!);
    Console.WriteLine($"{said["hub"]!["topic"]} at {JsonNode.Parse(text)!["timestamp"]}: {string.Join(", ", resources)}");
    return Results.Ok();
}

// As JavaScript has it: five characters stay as they are that .NET escapes.
static string EncodeUriComponent(string text) => Uri.EscapeDataString(text)
    .Replace("%21", "!").Replace("%27", "'").Replace("%28", "(").Replace("%29", ")").Replace("%2A", "*");

async Task GiveUpAsync()
{
    var own = JsonNode.Parse(await http.GetStringAsync("/webhooks"))!["entries"]!.AsArray();
    foreach (var entry in own.Where(entry => ((string)entry!["callback"]!).StartsWith(app.Urls.First())))
        (await http.DeleteAsync($"/webhooks/{entry!["id"]}")).Dispose();
    Console.WriteLine("The webhooks are given up.");
}
