namespace WebhookReceiver;

/// <summary>
/// The social-protection side of the asynchronous exchange: takes what the registry calls back with, and asks when told to.
/// <c>dotnet run --project samples/WebhookReceiver -- --ask</c> shows the whole, once the server runs.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            var (settings, question) = Settings.Read(args);
            var keys = OwnKeys.Open(settings);
            await using var receiver = await Receiver.StartAsync(settings, keys);
            Console.WriteLine($"Listening on {receiver.Address}; messages go to {Path.GetFullPath(settings.InboxFile)}.");
            Console.WriteLine($"Public keys to register: {keys.PublicJwks()}");
            if (question is not null)
                await AskAsync(settings, keys, question, receiver.Address);
            await receiver.StoppedAsync();
            return 0;
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidOperationException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static async Task AskAsync(Settings settings, OwnKeys keys, Question question, Uri address)
    {
        using var http = new HttpClient();
        var registry = new RegistryClient(http, settings, keys);
        var message = await registry.ComposeSearchAsync([question], new Uri(address, "callback"), encrypted: settings.Encrypt);
        Console.WriteLine($"Asked for {question.Type} {question.Value} in transaction {message.TransactionId}; the registry says: {await registry.SendAsync("/registry/search", message)}");
    }
}
