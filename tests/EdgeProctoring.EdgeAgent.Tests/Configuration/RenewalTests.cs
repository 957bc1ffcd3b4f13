namespace EdgeProctoring.EdgeAgent.Tests.Configuration;

public class RenewalTests
{
    [Fact]
    public void A_certificate_is_renewed_when_a_third_of_its_life_is_left()
    {
        var made = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(made.AddDays(60), CertificateRenewal.DueAt(made, made.AddDays(90)));
    }
}
