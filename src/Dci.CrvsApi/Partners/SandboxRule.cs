using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Partners;

/// <summary>Under Production rules partners made for trying out, or whose signatures are not looked at, are disabled, whatever their registration says.</summary>
internal sealed partial class SandboxRule(IHostEnvironment environment, ILogger<SandboxRule> logger)
{
    private readonly bool _allowed = environment.AllowsSandbox();

    /// <summary>The partner as it may be used here.</summary>
    public RegisteredPartner Apply(RegisteredPartner registered)
    {
        var partner = registered.Partner;
        if (_allowed || partner.Disabled || !(partner.Sandbox || partner.SignaturePolicy == SignaturePolicy.Off))
            return registered;
        Log.Disabled(logger, partner.Id, environment.EnvironmentName);
        return registered with { Partner = partner with { Disabled = true } };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Partner {PartnerId} is disabled: it is a sandbox partner, and the environment is {Environment}.")]
        public static partial void Disabled(ILogger logger, string partnerId, string environment);
    }
}
