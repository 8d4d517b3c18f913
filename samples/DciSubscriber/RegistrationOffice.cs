using WebhookReceiver;

namespace DciSubscriber;

/// <summary>Not a subscriber's business, but something has to happen: a death is registered, as a registration system does it.</summary>
public static class RegistrationOffice
{
    public static Task<string> RegisterAsync(RegistryClient client, string uin) => PostAsync(client, uin, "REGISTERED");

    /// <summary>The death was registered by mistake.</summary>
    public static Task<string> CancelAsync(RegistryClient client, string uin) => PostAsync(client, uin, "REVOKED");

    private static async Task<string> PostAsync(RegistryClient client, string uin, string status)
    {
        var bundle = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "death.json"));
        return await client.SendAsync("/fhir", bundle.Replace("UIN", uin).Replace("REGISTERED", status), "application/fhir+json");
    }
}
