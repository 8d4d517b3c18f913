namespace Dci.CrvsApi.Tests.Server;

/// <summary>One server with the demonstration register for all tests that only ask; it starts with the first of them.</summary>
[SetUpFixture]
internal sealed class DemoServer
{
    private static readonly Lazy<CrvsServer> Shared = new(() => new CrvsServer());

    public static CrvsServer Instance => Shared.Value;

    public static SocialProtectionSystem Partner() => SocialProtectionSystem.OfDemo(Instance);

    public static string Identifier(string type) => Instance.Demo.GetProperty("identifiers").GetProperty(type).GetString()!;

    [OneTimeTearDown]
    public static void Stop()
    {
        if (Shared.IsValueCreated)
            Shared.Value.Dispose();
    }
}
