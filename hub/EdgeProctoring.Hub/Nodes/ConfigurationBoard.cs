using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeProctoring.Hub.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>The newest signed configuration of each node, for those who wait for it.</summary>
internal sealed class ConfigurationBoard(IOptions<SigningOptions> signing, HubFiles files)
{
    private readonly ConcurrentDictionary<string, ConfigurationOnBoard> _newest = new(StringComparer.Ordinal);
    private readonly Lazy<byte[]> _publicKey = new(() =>
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(files.Resolve(signing.Value.ConfigurationKey)));
        return key.ExportSubjectPublicKeyInfo();
    });

    /// <summary>What nodes check configurations with (SubjectPublicKeyInfo).</summary>
    public byte[] PublicKey => _publicKey.Value;

    public void Put(string node, long version, byte[] configuration, byte[] signature)
    {
        var next = new ConfigurationOnBoard(version, configuration, signature);
        if (_newest.TryGetValue(node, out var before) && before.Version == version)
        {
            return;
        }
        _newest[node] = next;
        before?.Replaced.TrySetResult();
        _waiting.TryRemove(node, out var waiting);
        waiting?.TrySetResult();
    }

    /// <summary>The newest one after this version, as soon as there is one.</summary>
    public async Task<ConfigurationOnBoard> NextAsync(string node, long after, CancellationToken cancel)
    {
        while (true)
        {
            var first = _waiting.GetOrAdd(node, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (!_newest.TryGetValue(node, out var newest))
            {
                await first.Task.WaitAsync(cancel);
            }
            else if (newest.Version != after)
            {
                return newest;
            }
            else
            {
                await newest.Replaced.Task.WaitAsync(cancel);
            }
        }
    }

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
}

/// <summary>A signed configuration, and the word that there is a newer one.</summary>
internal sealed record ConfigurationOnBoard(long Version, byte[] Configuration, byte[] Signature)
{
    public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
