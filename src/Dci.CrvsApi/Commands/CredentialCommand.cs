using System.CommandLine;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Commands;

/// <summary><c>partners credential</c>: what the server shows when it calls a partner back.</summary>
internal static class CredentialCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The partner's id." };
    private static readonly Option<FileInfo?> BearerFile = new("--bearer-file") { Description = "A file with the bearer token that callbacks carry." };
    private static readonly Option<FileInfo?> Certificate = new("--certificate") { Description = "The client certificate that callbacks show, PEM." };
    private static readonly Option<FileInfo?> Key = new("--key") { Description = "The certificate's private key, PEM, not encrypted." };
    private static readonly Option<FileInfo?> WebhookSecretFile = new("--webhook-secret-file") { Description = "A file with the secret that webhooks in the form of OpenCRVS name and are signed with." };
    private static readonly Option<bool> Clear = new("--clear") { Description = "Show nothing at callbacks any more, and have no webhooks." };

    public static Command Create()
    {
        var command = new Command("credential", "Keep a bearer token, a client certificate or a webhook secret for callbacks to the partner, under seal; it is never shown again.")
        {
            Id, BearerFile, Certificate, Key, WebhookSecretFile, Clear,
        };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RunAsync(parsed, services, cancelled), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (id, bearer, certificate, key) = (parsed.GetRequiredValue(Id), parsed.GetValue(BearerFile), parsed.GetValue(Certificate), parsed.GetValue(Key));
        var (webhook, clear) = (parsed.GetValue(WebhookSecretFile), parsed.GetValue(Clear));
        if (certificate is null != key is null || (bearer is null && certificate is null && webhook is null) != clear)
        {
            await Console.Error.WriteLineAsync("Give --bearer-file, --certificate and --key, --webhook-secret-file, or several of them; or only --clear.");
            return 1;
        }

        var credentials = services.GetRequiredService<CredentialAdministration>();
        if (clear)
            return Tell(await credentials.ClearAsync(id, cancellationToken));
        var exitCode = 0;
        if (bearer is not null)
            exitCode = Tell(await credentials.SetBearerAsync(id, await File.ReadAllTextAsync(bearer.FullName, cancellationToken), cancellationToken));
        if (certificate is not null && exitCode == 0)
            exitCode = Tell(await credentials.SetCertificateAsync(id, await ReadAsync(certificate), await ReadAsync(key!), cancellationToken));
        if (webhook is not null && exitCode == 0)
            exitCode = Tell(await credentials.SetWebhookSecretAsync(id, await ReadAsync(webhook), cancellationToken));
        return exitCode;

        Task<string> ReadAsync(FileInfo file) => File.ReadAllTextAsync(file.FullName, cancellationToken);
    }

    private static int Tell(CredentialChange change)
    {
        (change.Made ? Console.Out : Console.Error).WriteLine(change.Words);
        return change.Made ? 0 : 1;
    }
}
