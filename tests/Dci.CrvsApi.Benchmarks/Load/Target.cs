using System.Net;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>A process under load.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="ProcessId">Whose CPU and memory are counted.</param>
/// <param name="Check">How its replies are checked.</param>
internal sealed record Target(IPEndPoint Address, int ProcessId, ReplyCheck Check);
