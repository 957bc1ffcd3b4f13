using System.Security.Cryptography.X509Certificates;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A machine that is no node yet: shows its code on console, light and page until IT has entered and approved it at the hub.</summary>
internal sealed class UnclaimedNode(string folder, ClaimSettings settings, PanelBoard? panel, TimeProvider time, Action<string> say)
{
    private readonly ClaimFolder _claim = new(folder);
    private readonly ClaimCode _code = new(folder, time);
    private ClaimStep _step = ClaimStep.HubSilent;
    private string? _said;

    /// <summary>Over when the machine is a node: agent.json lies in the folder, claim.json is gone.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(settings.Ca);
        var request = _claim.Request();
        var fingerprint = ClaimFolder.Fingerprint(request);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var page = await ClaimPage.OpenAsync(settings.ClaimPage, () => new ClaimView(_code.Now(), fingerprint, _step), say, cancel);
        say($"This node belongs to no campus yet. Its claim code: {_code.Now()}");
        say($"Enter the code on the hub's page of nodes. Fingerprint, to be compared before approving: {fingerprint}");
        if (page is not null)
        {
            say($"Both are also shown at {page.Address}");
        }
        var light = LightAsync(over.Token);
        try
        {
            using var channel = HubChannel.Open(new Uri(settings.Hub), authorities);
            var given = await new NodeClaim(channel, time, Tell).WaitAsync(_code, request, cancel);
            KeepApart(given);
            _claim.Keep(given, authorities, settings);
            _code.Forget();
            say($"This is now node '{given.Node}' of campus '{given.Campus}'.");
        }
        finally
        {
            await over.CancelAsync();
            await light.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Unsent items of another node stay as they are, beside the new node's own.</summary>
    private void KeepApart(HubCertificate given)
    {
        var data = Path.Combine(folder, ClaimFolder.DataFolder);
        if (settings.Was is { } was && was != new FormerNode(given.Campus, given.Node) && Directory.Exists(data))
        {
            var apart = Path.Combine(folder, $"{ClaimFolder.DataFolder}-of-{was.Campus}-{was.Node}");
            Directory.Move(data, Directory.Exists(apart) ? $"{apart}-{time.GetUtcNow():yyyyMMddHHmmss}" : apart);
            say($"What node '{was.Node}' had not sent lies in {apart}.");
        }
    }

    private void Tell(ClaimStep step, string text)
    {
        _step = step;
        if (text != _said)
        {
            say(_said = text);
        }
    }

    private async Task LightAsync(CancellationToken cancel)
    {
        for (var began = time.GetTimestamp(); panel is not null;)
        {
            var (colour, wait) = PanelLight.At(PanelState.Unclaimed, time.GetElapsedTime(began));
            panel.Show(colour);
            await Task.Delay(wait, time, cancel);
        }
    }
}
