using WebhookReceiver;

namespace DciSubscriber;

/// <summary>"Tell me when somebody on my list dies": <c>dotnet run --project samples/DciSubscriber -- UIN…</c> while the server runs.</summary>
public static class Program
{
    private const string Folder = "data/dci-subscriber";

    public static async Task<int> Main(string[] args)
    {
        try
        {
            var wish = Wish.Read(args);
            var (settings, _) = Settings.Read(["--folder", Folder, "--urls", "http://127.0.0.1:8091", .. wish.Others]);
            using var keys = OwnKeys.Open(settings);
            using var http = new HttpClient();
            var client = new RegistryClient(http, settings, keys);
            var registry = new SubscriptionClient(client, new Uri(new Uri(settings.Urls), "callback"), settings.Encrypt);
            return wish.Verb switch
            {
                "register" => Say(await RegistrationOffice.RegisterAsync(client, Person(wish, settings))),
                "cancel" => Say(await RegistrationOffice.CancelAsync(client, Person(wish, settings))),
                "status" => Say((await registry.StatusAsync(Code(wish))).GetRawText()),
                "unsubscribe" => Say((await registry.UnsubscribeAsync(Code(wish))).GetRawText()),
                _ => await ListenAsync(settings, keys, registry, wish.People is [] ? [Person(wish, settings)] : wish.People),
            };
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidOperationException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static async Task<int> ListenAsync(Settings settings, OwnKeys keys, SubscriptionClient registry, IReadOnlyList<string> people)
    {
        using var ledger = new Ledger(Path.Combine(Path.GetDirectoryName(settings.InboxFile)!, "events.jsonl"));
        var subscriber = new Subscriber(registry, ledger, Console.Out);
        await using var receiver = await Receiver.StartAsync(settings, keys, onNew: subscriber.Take);
        Console.WriteLine($"Listening on {receiver.Address}; people on the list: {people.Count}.");
        using var stop = new CancellationTokenSource();
        var work = subscriber.RunAsync(stop.Token);
        Console.WriteLine($"The registry says: {await registry.SubscribeAsync(people)}");
        await Task.WhenAny(receiver.StoppedAsync(), work);
        await stop.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // As we told it.
        }

        return 0;
    }

    private static string Person(Wish wish, Settings settings) =>
        wish.Word ?? settings.Examples.GetValueOrDefault("UIN") ?? throw new InvalidOperationException("Give the UIN of somebody.");

    private static string Code(Wish wish) => wish.Word ?? throw new InvalidOperationException("Give the code of the subscription.");

    private static int Say(string words)
    {
        Console.WriteLine(words);
        return 0;
    }
}
