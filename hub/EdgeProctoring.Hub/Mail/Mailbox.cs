using System.Net;
using System.Net.Mail;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Mail;

/// <summary>A letter to one person.</summary>
internal sealed record MailLetter(string To, string Subject, string Text);

/// <summary>
/// Sends letters one after the other, each tried a few times. A queue that is full, or a server that stays away, loses
/// letters and says so: whoever waits for one asks again.
/// </summary>
internal sealed partial class Mailbox(IOptions<MailOptions> options, TimeProvider time, ILogger<Mailbox> log) : BackgroundService
{
    private const int Length = 1_000;
    private const int Tries = 5;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly Channel<MailLetter> _letters = Channel.CreateBounded<MailLetter>(new BoundedChannelOptions(Length) { SingleReader = true });

    public bool IsOpen => options.Value.Host is not null;

    /// <summary>False where there is no server, or the queue is full.</summary>
    public bool Post(MailLetter letter) => IsOpen && _letters.Writer.TryWrite(letter);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync(stopping))
        {
            for (var (tried, pause) = (1, _pause); !await SendAsync(letter, tried == Tries, stopping) && tried < Tries; tried++, pause *= 2)
            {
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    private async Task<bool> SendAsync(MailLetter letter, bool last, CancellationToken stopping)
    {
        var settings = options.Value;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        late.CancelAfter(_limit);
        try
        {
            using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Encrypted };
            if (settings.User is not null)
            {
                client.Credentials = new NetworkCredential(settings.User, settings.Password);
            }
            using var message = new MailMessage(settings.From, letter.To, letter.Subject, letter.Text);
            await client.SendMailAsync(message, late.Token);
            return true;
        }
        catch (Exception e) when (e is SmtpException or IOException or FormatException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            Log.Failed(log, settings.Host!, settings.Port, e.Message, last ? "given up" : "will try again");
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A letter could not be sent by {Host}:{Port}: {Reason} ({What})")]
        public static partial void Failed(ILogger logger, string host, int port, string reason, string what);
    }
}
