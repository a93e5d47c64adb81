/** Settings › registry: how it is reached, and the report on what it can do. */
export const registry = {
  baseUrl: 'Address of the registry',
  baseUrlHint: 'https://…; http only for this computer or a private network',
  auth: 'How this computer proves who it is',
  mode: {
    smart: 'key (SMART, recommended)',
    bearer: 'token',
    mtls: 'client certificate only',
    none: 'not at all',
  },
  clientId: 'Client id',
  clientIdHint: 'given by the operator of the registry when the public key is registered',
  token: 'Token',
  tokenHint: 'not shown again once saved',
  tokenSet: 'set {{time}}; leave empty to keep it, enter it anew for another address',
  needsCertificate: 'Import the client certificate below first.',
  none: {
    explain:
      'Without authentication anybody on the network may read and change referrals at the registry. For trials on this computer or a private network only; the status bar keeps saying so.',
    confirm: 'This registry is on this computer or a private network, and I accept the risk',
  },
  save: 'Save the registry',
  fhirBase: 'URI base of the alliance (the same at all sites)',
  key: {
    title: 'Key of this computer',
    none: 'None yet. The private key stays in the encrypted vault of this computer and cannot be taken out.',
    made: 'made {{time}}, id {{kid}}',
    give: 'Give this public key to the operator of the registry (JWKS):',
    make: 'Make a key',
    replace: 'Make a new key',
    replaceAsk:
      'The old key ends at once; until the operator has registered the new one this computer can neither send nor receive.',
    replaceYes: 'End the old key and make a new one',
    copy: 'Copy the public key',
    copied: 'copied',
  },
  more: {
    certificate: 'Client certificate',
    authority: 'Authority of the registry (private CA)',
    proxy: 'Proxy',
    hosts: 'Allowed addresses',
  },
  notSet: 'not set',
  certificate: {
    explain: 'For registries that ask for mutual TLS; goes along with any way of authentication.',
    validTo: '{{subject}}, valid until {{day}}',
    expired: '{{subject}}, expired on {{day}}',
    issuer: 'issued by {{issuer}}',
    fingerprint: 'SHA-256 fingerprint {{fingerprint}}',
    setAt: 'imported {{time}}; the private key is not shown again',
    file: 'Certificate file (.p12, .pfx or .pem)',
    keyFile: 'Private key file (.pem, .key)',
    choose: 'Choose a file…',
    chosen: '{{name}}',
    passphrase: 'Password of the file (empty where there is none)',
    import: 'Import the certificate',
    remove: 'Remove the certificate',
  },
  authority: {
    explain: 'Where the registry has an authority of its own, add its certificate here; TLS checks are never off.',
    choose: 'Choose a PEM file…',
    remove: 'Remove',
  },
  proxy: {
    explain: 'Only where the network is reached through a proxy; the proxy of the operating system is not taken over.',
    url: 'Address of the proxy',
    urlHint: 'such as http://10.0.0.8:3128; empty for none',
    user: 'User (empty where there is none)',
    password: 'Password',
    passwordSet: 'set {{time}}; leave empty to keep it',
    state: '{{url}}',
    stateUser: '{{url}}, user {{user}}',
    save: 'Save the proxy',
  },
  hosts: {
    explain:
      'One host a line, with its port if need be. Once there is a list, this computer speaks to these hosts only. Empty: no limit.',
    label: 'Allowed hosts',
    any: 'no limit',
    save: 'Save the allowed addresses',
  },
  test: 'Test the registry',
  testing: 'Testing…',
  testSaved: 'Reads only, writes nothing; uses what is saved.',
  report: {
    title: 'What the registry can do',
    good: 'Ready: referrals can be sent and answers come back.',
    limited: 'Usable, with limits: {{total}}.',
    stops: 'Not usable for referrals yet; to be solved first: {{total}}.',
    software: 'software {{software}}',
    fhirVersion: 'FHIR {{version}}',
    offset: 'clocks differ by {{seconds}} s',
    training: 'training registry',
    real: 'real registry',
    reason: '{{reason}}.',
    column: { level: 'Result', check: 'What', effect: 'What it means for this hospital' },
    level: { limited: 'limited', stops: 'stops' },
    goodOnes: 'In order, {{total}}: {{items}}.',
    organizations: 'Not at the registry: {{items}}.',
    said: 'The registry says: {{detail}}',
  },
  check: {
    connection: 'connection',
    'sign-in': 'sign-in',
    training: 'real or training',
    'fhir-r4': 'FHIR R4',
    'update-create': 'storing under our ids',
    'task-search': 'fetching answers',
    organizations: 'organizations',
    'versioned-update': 'guard against overwriting',
    transaction: 'whole referrals at once',
    epoch: 'mark of a reset',
    clock: 'clock',
    protection: 'protection of the line',
  },
  effect: {
    connection: 'The registry cannot be reached: referrals wait on this computer and no answers come.',
    'sign-in': 'The registry does not let this computer in: referrals wait here and no answers come.',
    training:
      'A training site uses a training registry only, a real site a real one; nothing will be sent to this one. Check the address.',
    'fhir-r4': 'The registry is not FHIR R4 and cannot be used. Ask its operator for another version.',
    'update-create':
      'The registry refuses ids made here, so a referral could arrive twice; nothing can be sent. Ask its operator to allow them.',
    'task-search':
      'Answers and messages of the ward cannot be fetched: nobody here would know whether it accepted. Ask the operator to allow searches of Task.',
    organizations:
      'Referrals that name these organizations will be refused. Ask the operator to add them, then test again.',
    'versioned-update':
      'When both sides write at once the registry lets the later overwrite the earlier. This computer reads back and repairs, which takes longer.',
    transaction:
      'A referral is stored piece by piece, which is slower; the ward still sees it only when all of it is there.',
    epoch:
      'If the registry is emptied or restored from a backup this computer does not notice at once and may go on calling lost referrals delivered. Ask the operator to write the mark of the registry.',
    clock:
      'The registry and this computer do not agree on the time. Delivery times are those of the registry; set the clock of this computer, the 48 hours are counted by it.',
    protection:
      'The line is not encrypted or nobody is authenticated: others on the network may see or change referrals. For trials only, not for real patients.',
  },
  /** What to do about a trouble of the line; keys of electron/services/sync/reasons.ts. */
  remedy: {
    unreachable: 'Check the address and the cable; where the hospital uses a proxy, enter it below.',
    'connection-lost': 'Test again later; if it comes back, ask the network administrator.',
    timeout: 'Test again later; if it comes back, ask the network administrator.',
    'not-the-registry':
      'What answers may be a log-in page or another service. Log in to the network in a browser, and check that the address ends with /fhir.',
    'server-busy': 'The registry is busy or under maintenance. Test again later.',
    'proxy-unreachable': 'Check the address and port of the proxy.',
    proxy: 'Check user and password of the proxy.',
    'proxy-refused': 'Ask the network administrator to let the registry through.',
    'address-refused':
      'Check the address, or add the hosts of the registry and of its token service to the allowed addresses.',
    certificate: 'Ask the operator to check certificate and TLS settings; check also whether it is http or https.',
    'certificate-date':
      'First look at date and time of this computer; if they are right, ask the operator for a new certificate.',
    'certificate-host':
      'Check the address; if it is right, somebody may be posing as the registry. Stop and ask its operator.',
    'certificate-issuer':
      'Where the registry has its own authority, add its certificate below; otherwise somebody may be posing as the registry. Ask its operator.',
    'certificate-revoked': 'This certificate has been withdrawn. Stop and ask the operator.',
    'client-certificate': 'Check whether the client certificate below was issued by the registry, expired or revoked.',
    auth: 'Check client id, registered key or token; a wrong clock of this computer is refused too.',
    forbidden: 'Ask the operator to give this computer the rights it needs.',
  },
};
