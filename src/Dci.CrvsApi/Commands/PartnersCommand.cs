using System.CommandLine;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Commands;

/// <summary><c>partners add|change|list|show|disable|enable|rotate-secret|add-key|credential</c>.</summary>
internal static class PartnersCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The partner's id." };
    private static readonly Option<FileInfo?> File = new("--file") { Description = "The registration as JSON (docs/partners.md)." };
    private static readonly Option<FileInfo> NewFile = new("--file") { Description = "The whole new registration as JSON (docs/partners.md).", Required = true };
    private static readonly Option<string?> NewId = new("--id") { Description = "Without --file: the new partner's id, also its client id and sender id." };
    private static readonly Option<string?> Profile = new("--profile") { Description = "Without --file: the output preset." };
    private static readonly Option<string?> Policy = new("--signature-policy") { Description = "Without --file: required (default; needs --key) or accept-unsigned." };
    private static readonly Option<FileInfo?> Key = new("--key") { Description = "Without --file: the partner's public key, JWK or PEM." };
    private static readonly Option<string?> CallbackUri = new("--callback-uri") { Description = "Without --file: where its callbacks go; it may be called back at the origin of this address." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, for scripts." };
    private static readonly Argument<FileInfo> KeyFile = new("file") { Description = "A public key, JWK or PEM." };

    public static Command Create()
    {
        var add = new Command("add", "Register a partner and print its secret, once.") { File, NewId, Profile, Policy, Key, CallbackUri, Json };
        add.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => AddAsync(parsed, services, cancelled), cancelled));
        var list = new Command("list", "List the partners of the file and the database.");
        list.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ListAsync(services, cancelled), cancelled));
        var show = new Command("show", "Show everything that is in force for a partner, each knob by itself.") { Id };
        show.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ShowAsync(parsed, services, cancelled), cancelled));
        var addKey = new Command("add-key", "Give a partner another public key.") { Id, KeyFile };
        addKey.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => AddKeyAsync(parsed, services, cancelled), cancelled));
        var change = new Command("change", "Put another registration in the place of a partner's; its secret and state stay.") { Id, NewFile, Json };
        change.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ChangeAsync(parsed, services, cancelled), cancelled));
        return new Command("partners", "Register and change partners.")
        {
            add, change, list, show, addKey, CredentialCommand.Create(),
            Change("disable", "Refuse the partner everywhere, at once.", (partners, id, cancelled) => partners.DisableAsync(id, cancelled)),
            Change("enable", "Let a disabled partner in again.", (partners, id, cancelled) => partners.EnableAsync(id, cancelled)),
            Change("rotate-secret", "Give the partner a new client secret and print it, once.", (partners, id, cancelled) => partners.RotateSecretAsync(id, cancelled)),
        };
    }

    private static Command Change(string name, string description, Func<PartnerAdministration, string, CancellationToken, Task<PartnerChange>> change)
    {
        var command = new Command(name, description) { Id, Json };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(
            parsed,
            async services => Report(await change(services.GetRequiredService<PartnerAdministration>(), parsed.GetRequiredValue(Id), cancelled), parsed.GetValue(Json)),
            cancelled));
        return command;
    }

    private static async Task<int> AddAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var partners = services.GetRequiredService<PartnerAdministration>();
        if (parsed.GetValue(File) is { } file)
            return Report(await partners.AddAsync(await System.IO.File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken), parsed.GetValue(Json));
        if (parsed.GetValue(NewId) is not { } id)
        {
            await Console.Error.WriteLineAsync("Give --file with a registration, or at least --id.");
            return 1;
        }

        var registration = new PartnerRegistration
        {
            Id = id,
            SenderIds = [id],
            Profile = parsed.GetValue(Profile),
            SignaturePolicy = parsed.GetValue(Policy),
            CallbackUri = parsed.GetValue(CallbackUri),
            CallbackOrigins = Uri.TryCreate(parsed.GetValue(CallbackUri), UriKind.Absolute, out var callback) ? [callback.GetLeftPart(UriPartial.Authority)] : null,
            Keys = parsed.GetValue(Key) is { } key ? KeysRegistration.Of(await System.IO.File.ReadAllTextAsync(key.FullName, cancellationToken)) : null,
        };
        return Report(await partners.AddAsync(registration, cancellationToken), parsed.GetValue(Json));
    }

    private static async Task<int> ChangeAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var json = await System.IO.File.ReadAllBytesAsync(parsed.GetRequiredValue(NewFile).FullName, cancellationToken);
        return Report(await services.GetRequiredService<PartnerAdministration>().ReplaceAsync(parsed.GetRequiredValue(Id), json, cancellationToken), parsed.GetValue(Json));
    }

    private static async Task<int> AddKeyAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var key = await System.IO.File.ReadAllTextAsync(parsed.GetRequiredValue(KeyFile).FullName, cancellationToken);
        return Report(await services.GetRequiredService<PartnerAdministration>().AddKeyAsync(parsed.GetRequiredValue(Id), key, cancellationToken), json: false);
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{"id",-30} {"state",-9} {"from",-9} {"profile",-18} {"signature",-16} sender ids");
        foreach (var registered in await services.GetRequiredService<PartnerDirectory>().ListAsync(cancellationToken))
        {
            var partner = registered.Partner;
            Console.WriteLine(
                $"{partner.Id,-30} {(partner.Disabled ? "disabled" : "enabled"),-9} {registered.Origin.ToString().ToLowerInvariant(),-9} "
                + $"{partner.Profile.Preset,-18} {RegistrationWords.Of(partner.SignaturePolicy),-16} {string.Join(' ', partner.SenderIds)}");
        }

        return 0;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<PartnerDirectory>().FindAsync(parsed.GetRequiredValue(Id), cancellationToken) is not { } registered)
        {
            await Console.Error.WriteLineAsync($"There is no partner {parsed.GetRequiredValue(Id)}.");
            return 1;
        }

        var credentials = CallbackSecret.Describe(await services.GetRequiredService<ISecretStore>().ListAsync(cancellationToken), registered.Partner.Id);
        foreach (var (name, value) in PartnerDescription.Of(registered).Concat(credentials))
            Console.WriteLine($"{name,-34} {value}");
        return 0;
    }

    private static int Report(PartnerChange change, bool json)
    {
        switch (change)
        {
            case PartnerChange.Made made:
                Console.WriteLine(json ? AsJson(made) : AsText(made));
                return 0;
            case PartnerChange.Refused refused:
                foreach (var reason in refused.Reasons)
                    Console.Error.WriteLine(reason);
                return 1;
            default:
                throw new InvalidOperationException($"No report of {change.GetType().Name}.");
        }
    }

    private static string AsText(PartnerChange.Made made)
    {
        var text = $"Partner {made.Partner.Id} is {(made.Partner.Disabled ? "disabled" : "enabled")}.";
        return made.Secret is null ? text : $"{text}{Environment.NewLine}client_id      {made.Partner.Id}{Environment.NewLine}client_secret  {made.Secret}   (shown this once)";
    }

    private static string AsJson(PartnerChange.Made made)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("client_id", made.Partner.Id);
            if (made.Secret is not null)
                writer.WriteString("client_secret", made.Secret);
            writer.WriteBoolean("disabled", made.Partner.Disabled);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
