using System.Text.Json;
using Dci.CrvsApi.Hosting;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Messaging;

/// <summary>What every reply says of the server: its id, and that it runs by less than Production rules when it does.</summary>
internal sealed class ReplyMeta(IHostEnvironment environment, IOptions<ServerIdentity> server)
{
    public string ServerId { get; } = server.Value.SenderId;

    /// <summary>A JSON object for <c>header.meta</c>; empty under Production rules.</summary>
    public ReadOnlyMemory<byte> Json { get; } = environment.ModeName() is { } mode
        ? JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["environment"] = mode }, Discovery.HealthJson.Default.DictionaryStringString)
        : default;
}
