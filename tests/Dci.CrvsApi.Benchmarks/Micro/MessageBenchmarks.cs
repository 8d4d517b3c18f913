using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Signing;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>The envelope of a signed look-up on its way in, and of a one-record answer on its way out.</summary>
public class MessageBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private readonly byte[] _payload = [.. """{"header":{"version":"1.0.0","text":" """u8, .. Enumerable.Repeat((byte)'x', 1100), .. "\"},\"message\":{}}"u8];
    private byte[] _body = [];
    private JsonDocument? _document;
    private ReceivedEnvelope? _envelope;
    private Partner? _partner;
    private OutputProfile? _profile;
    private MessageSigner? _signer;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        var key = SigningKey.Create("bench-key-1");
        _body = new MessageWriter(new BenchmarkPartner("bench-signed", "", key), TimeProvider.System).Write([Question.Identifier("BRN", "2019-0001234")]);
        _envelope = EnvelopeReader.Read(_body, out _document).Value;
        _profile = new OutputProfile { Preset = Presets.Default };
        _partner = new Partner { Id = "bench-signed", Disabled = false, SenderIds = ["bench-signed"], Profile = _profile, Keys = [new PartnerKey(key.KeyId, null, key.Key, null)] };
        _signer = await SignerAsync();
        if (!VerifyEs256())
            throw new InvalidOperationException("The benchmark's own signature does not verify.");
    }

    [Benchmark]
    public bool ReadEnvelope()
    {
        var failed = EnvelopeReader.Read(_body, out var document).Failed;
        document?.Dispose();
        return failed;
    }

    [Benchmark]
    public bool VerifyEs256() => SignatureVerifier.Verify(_envelope!, _partner!, TimeProvider.System.GetUtcNow()) is SignatureOutcome.Valid;

    [Benchmark]
    public int WriteSignedEnvelopeEs256()
    {
        _output.ResetWrittenCount();
        _signer!.WriteSignedEnvelope(_payload, _profile!, _output, TimeProvider.System.GetUtcNow());
        return _output.WrittenCount;
    }

    [GlobalCleanup]
    public void Release() => _document?.Dispose();

    private static async Task<MessageSigner> SignerAsync()
    {
        var identity = Options.Create(new ServerIdentity());
        var vault = new KeyVault(new Seal(RandomNumberGenerator.GetBytes(Seal.KeyLength)));
        var keys = new ServerKeys(new MemoryKeyStore(), vault, Options.Create(new KeysOptions()), identity, TimeProvider.System);
        await keys.LoadAsync(CancellationToken.None);
        return new MessageSigner(keys, identity);
    }
}
