using Dci.CrvsApi.Events;
using Dci.CrvsApi.Management;
using Dci.CrvsApi.Registry.Ingest;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hosting;

/// <summary>What the environment demands before the server starts.</summary>
internal static class StartRules
{
    public static void Check(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            return;
        var proxyDeclared = Proxies.AreDeclared(app.Configuration);
        if (ListenAddresses.RefuseInClear(ListenAddresses.Of(app.Configuration), proxyDeclared) is { } reason)
            throw new StartRefusedException(reason);
        var management = app.Services.GetRequiredService<IOptions<ManagementOptions>>().Value;
        if (!management.IsOff && ListenAddresses.RefuseInClear([management.Url], proxyDeclared) is not null)
        {
            throw new StartRefusedException(
                $"Refusing to be managed over plain http beyond this machine: Management:Url is {management.Url}. Give an https address "
                + "(its certificate is Kestrel:Certificates:Default), an address on 127.0.0.1, or declare the proxy in front with ForwardedHeaders:KnownProxies.");
        }
    }

    /// <summary>Invented records and their partner are given in Development and Conformance only, and only to this machine.</summary>
    public static bool AllowDemonstration(WebApplication app) =>
        app.Environment.AllowsSandbox() && ListenAddresses.AreLoopback(ListenAddresses.Of(app.Configuration));

    /// <summary>A sandbox may answer unsigned requests, so it must not hold a real person.</summary>
    public static async Task CheckRegisterAsync(WebApplication app, CancellationToken cancellationToken)
    {
        if (!app.Environment.IsConformance())
            return;
        var origins = await app.Services.GetRequiredService<IRegisterWriter>().OriginsAsync(cancellationToken);
        if (origins.Any(origin => origin is not ("seed" or EventDesk.Trial)))
        {
            throw new StartRefusedException(
                "Refusing to start in Conformance: this register holds records that were imported or registered. Conformance serves synthetic registers only; "
                + "name another data folder with --Data:Path and fill it with the seed command.");
        }
    }
}
