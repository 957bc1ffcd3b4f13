using System.Runtime.InteropServices;

namespace EdgeProctoring.Gpio;

/// <summary>Turns the kernel's error numbers into sentences that name the cause and the cure.</summary>
internal static class GpioErrors
{
    private const int NotPermitted = 1;
    private const int NoAccess = 13;
    private const int Busy = 16;

    public static Exception NoChip() => new PlatformNotSupportedException(
        "This machine has no GPIO chip (/dev/gpiochip* is missing); run the node without a panel, or enable GPIO in the kernel.");

    public static Exception CannotOpen(string path, int error) => error is NoAccess or NotPermitted
        ? new UnauthorizedAccessException(
            $"No permission to open {path}; add the service's user to the group 'gpio' (usermod -aG gpio USER) and start it again.")
        : new IOException($"{path} could not be opened: {Text(error)}.");

    public static Exception WrongPin(int pin, Chip chip) => new ArgumentOutOfRangeException(nameof(pin), pin,
        $"{chip.Label} ({chip.Path}) has no GPIO {pin}; its numbers are 0–{chip.Lines - 1}.");

    public static Exception Refused(string what, int pin, Chip chip, int error)
    {
        if (error != Busy)
        {
            return new IOException($"GPIO {pin} of {chip.Label} ({chip.Path}) could not be {what}: {Text(error)}.");
        }
        var user = chip.UserOf(pin);
        return new InvalidOperationException(
            $"GPIO {pin} of {chip.Label} ({chip.Path}) is in use{(user.Length > 0 ? $" by '{user}'" : "")}; free it there or choose another pin.");
    }

    private static string Text(int error) => $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})";
}
