using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>The bare key operations below every signed message: no server can be faster.</summary>
public class SignatureFloorBenchmarks
{
    private readonly byte[] _message = new byte[3 * 1024];
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private byte[] _ecdsaSignature = [];
    private byte[] _rsaSignature = [];

    [GlobalSetup]
    public void Sign()
    {
        _ecdsaSignature = SignEs256();
        _rsaSignature = SignRs256();
    }

    [Benchmark]
    public byte[] SignEs256() => _ecdsa.SignData(_message, HashAlgorithmName.SHA256);

    [Benchmark]
    public bool VerifyEs256() => _ecdsa.VerifyData(_message, _ecdsaSignature, HashAlgorithmName.SHA256);

    [Benchmark]
    public byte[] SignRs256() => _rsa.SignData(_message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public bool VerifyRs256() => _rsa.VerifyData(_message, _rsaSignature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
