import { ageText, sexText, timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Fill, Label } from '../paper.tsx';
import { stubTexts } from './letter-texts.ts';
import { stubReason } from './letter-wording.ts';

/** The sender's part: who went where, when, why and who signed. */
export function LetterStub({ document, words }: PageProps) {
  const { model } = document;
  const { address, approval } = stubTexts(document, words);
  const { patient, facility, ward, form, doctor } = model;
  const { hospitalNumbers: numbers, contact } = patient;
  const date = model.signedAt === null ? '' : timeText(model.signedAt);
  return (
    <div className="stub">
      <div className="stub-content" data-fit="76">
        <header className="stub-head">
          <p className="institution">{facility.name}</p>
          <h1>
            <Label words={words} of="packet.letter.stubTitle" />
          </h1>
          <p className="stub-number">
            <Label words={words} of="packet.identity.number" /> <strong>{model.number ?? '________'}</strong>
          </p>
        </header>
        <div className="fills">
          <Fill words={words} label="packet.identity.name" value={patient.name} span={5} />
          <Fill words={words} label="packet.identity.sex" value={sexText(model, words)} span={2} />
          <Fill words={words} label="packet.identity.age" value={ageText(model, words)} span={2} />
          <Fill
            words={words}
            label="packet.letter.encounter"
            value={words.text(`episode.encounter.${model.episode.encounter}`)}
            span={3}
          />
          <Fill words={words} label="packet.identity.birthDate" value={patient.birthDate ?? ''} span={3} />
          <Fill words={words} label="packet.identity.inpatient" value={numbers.inpatient} span={3} />
          <Fill words={words} label="packet.identity.outpatient" value={numbers.outpatient} span={3} />
          <Fill words={words} label="packet.identity.record" value={numbers.record} span={3} />
          <Fill words={words} label="packet.identity.address" value={address.shown} span={8} />
          <Fill words={words} label="packet.identity.phone" value={patient.phone} span={4} />
          <Fill words={words} label="packet.identity.contact" value={contact.name} span={3} />
          <Fill words={words} label="packet.identity.relation" value={contact.relation} span={2} />
          <Fill words={words} label="packet.letter.phone" value={contact.phone} span={3} />
          <Fill
            words={words}
            label="packet.identity.insurance"
            value={patient.insurance === null ? '' : words.text(`patient.insurance.${patient.insurance}`)}
            span={4}
          />
        </div>
        <p className="stub-sentence">
          {words.text('packet.letter.stubSentence', {
            date: date || '________',
            facility: ward?.facilityName ?? words.text('packet.letter.noWard'),
            ward: ward?.wardName ?? '',
            doctor: form.receivingDoctor || '________',
          })}
        </p>
        <div className="fills">
          <Fill words={words} label="packet.letter.reason" value={stubReason(form, words)} span={12} />
          <Fill words={words} label="packet.letter.approval" value={approval.shown} span={8} />
          <Fill words={words} label="packet.letter.approvedBy" value={form.seniorApproval.by} span={4} />
          <Fill words={words} label="packet.letter.doctorSignature" span={5} />
          <Fill
            words={words}
            label="packet.letter.title"
            value={`${doctor.displayName} ${doctor.title}`.trim()}
            span={4}
          />
          <Fill words={words} label="packet.letter.date" value={date.slice(0, 10)} span={3} />
        </div>
      </div>
    </div>
  );
}
